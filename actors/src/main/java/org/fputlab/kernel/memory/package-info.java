/** Address spaces and the files mapped into them. */
@NullMarked
package org.fputlab.kernel.memory;

import org.jspecify.annotations.NullMarked;
