/** The emulated kernel: one actor a subsystem or task, protocol on top of each. */
@NullMarked
package org.fputlab.kernel;

import org.jspecify.annotations.NullMarked;
