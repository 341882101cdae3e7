/** Texts of real kernels: what a machine printed when it hung, to tasks, waits and lock graphs. */
@NullMarked
package org.fputlab.kernellog;

import org.jspecify.annotations.NullMarked;
