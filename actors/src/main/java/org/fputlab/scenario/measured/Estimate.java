package org.fputlab.scenario.measured;

/**
 * A figure and the interval in which it is known to lie.
 *
 * @param value the figure
 * @param low not below this
 * @param high nor above this
 */
public record Estimate(double value, double low, double high) {

  static Estimate exactly(double value) {
    return new Estimate(value, value, value);
  }
}
