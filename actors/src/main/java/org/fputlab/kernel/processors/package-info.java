/** The machine's processors. */
@NullMarked
package org.fputlab.kernel.processors;

import org.jspecify.annotations.NullMarked;
