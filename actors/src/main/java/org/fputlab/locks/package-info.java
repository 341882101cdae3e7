/**
 * The lock graph: what was asked for while what was held, from steps, from runs and from real
 * kernels. One search for cycles, one reach, one printer.
 */
@NullMarked
package org.fputlab.locks;

import org.jspecify.annotations.NullMarked;
