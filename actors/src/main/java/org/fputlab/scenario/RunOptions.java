package org.fputlab.scenario;

import org.fputlab.model.ClosePolicy;

/**
 * What may differ between two runs of one scenario.
 *
 * @param close the policy in force
 * @param seed where all randomness comes from
 * @param duration simulated time in nanoseconds
 */
public record RunOptions(ClosePolicy close, long seed, long duration) {}
