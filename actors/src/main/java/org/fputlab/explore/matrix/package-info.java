/** Every hazard by every close policy: what each comes to, and how that is known. */
@NullMarked
package org.fputlab.explore.matrix;

import org.jspecify.annotations.NullMarked;
