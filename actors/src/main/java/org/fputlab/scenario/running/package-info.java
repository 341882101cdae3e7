/** From a checked scenario to a run, in simulated or in real time, and what came of it. */
@NullMarked
package org.fputlab.scenario.running;

import org.jspecify.annotations.NullMarked;
