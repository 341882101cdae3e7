/**
 * Measurements of closes on real kernels: reads them, builds the scenario that matches each, runs
 * it, and compares what came out. Reports turn the comparison into text and JSON.
 */
@NullMarked
package org.fputlab.scenario.measured;

import org.jspecify.annotations.NullMarked;
