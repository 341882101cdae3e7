package org.fputlab.watch;

import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Series;

/** Series made by hand. */
final class MadeSeries {

  /** The mean service time, in nanoseconds. */
  static final double SERVICE = 1_000_000;

  private MadeSeries() {}

  /** The mean time in the system that theory gives for {@link #oneServer}. */
  static double meanOfOneServer(double utilisation) {
    return SERVICE / (1 - utilisation);
  }

  /** Times in the system of one server's customers, at random (M/M/1), from when it is empty. */
  static Series oneServer(long seed, double utilisation, int customers) {
    return oneServer(seed, utilisation, customers, 1);
  }

  /** The same arrivals, and the same services but that each takes {@code slower} times as long. */
  static Series oneServer(long seed, double utilisation, int customers, double slower) {
    RandomStream arrivals = RandomStream.named(seed, "arrivals");
    RandomStream services = RandomStream.named(seed, "services");
    Series times = new Series();
    double inSystem = 0;
    for (int i = 0; i < customers; i++) {
      double sinceLast = -SERVICE / utilisation * Math.log(arrivals.getAsDouble());
      double service = -SERVICE * slower * Math.log(services.getAsDouble());
      inSystem = Math.max(0, inSystem - sinceLast) + service;
      times.add(Math.round(inSystem));
    }
    return times;
  }
}
