/** The simulated engine: one thread, virtual time, an order chosen from a seed. */
@NullMarked
package org.fputlab.engine.sim;

import org.jspecify.annotations.NullMarked;
