package org.fputlab.scenario.measured;

import java.util.List;

/**
 * What a directory of measurements holds.
 *
 * @param runs to be compared with the model
 * @param calibration what the kernels that were measured cost
 */
public record Measurements(List<MeasuredRun> runs, Calibration calibration) {}
