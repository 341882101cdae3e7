/** Suspending the machine: who freezes its tasks, and where they may be frozen. */
@NullMarked
package org.fputlab.kernel.power;

import org.jspecify.annotations.NullMarked;
