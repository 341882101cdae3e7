package org.fputlab.web;

/**
 * So many things a second, and no more than a second's worth at once. Time is what {@link #refill}
 * is told of it.
 */
final class Allowance {

  private final double perSecond;
  private double left;

  Allowance(double perSecond) {
    this.perSecond = perSecond;
    this.left = perSecond;
  }

  /** Whether one more is allowed; it is used up by that. */
  synchronized boolean take() {
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  /** This much real time has passed. */
  synchronized void refill(double seconds) {
    left = Math.min(perSecond, left + perSecond * seconds);
  }
}
