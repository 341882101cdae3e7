package org.fputlab.theory;

import java.util.function.DoubleUnaryOperator;
import org.fputlab.model.Dist;

/**
 * What queueing theory says of the mean time in the system (Kleinrock, Queueing Systems, volume 1,
 * 1975). Times in nanoseconds, rates per nanosecond.
 */
final class Formulas {

  private Formulas() {}

  /** Random arrivals and services, {@code servers} of them, one queue (M/M/c, section 3.5). */
  static double timeWithServers(double rate, int servers, double service) {
    double offered = rate * service;
    double utilisation = offered / servers;
    double delayed = erlangB(servers, offered);
    double waits = delayed / (1 - utilisation * (1 - delayed));
    return service + waits * service / (servers * (1 - utilisation));
  }

  /** The probability that all servers are busy if those who find none go away. */
  private static double erlangB(int servers, double offered) {
    double lost = 1;
    for (int i = 1; i <= servers; i++) {
      lost = offered * lost / (i + offered * lost);
    }
    return lost;
  }

  /** Random arrivals, any service, one server (M/G/1: Pollaczek and Khinchine, chapter 5). */
  static double timeWithService(double rate, double service, double secondMoment) {
    return service + rate * secondMoment / (2 * (1 - rate * service));
  }

  static double secondMoment(Dist.Lognormal service) {
    double sigma = Math.log((double) service.p99() / service.median()) / Dist.NORMAL_P99;
    return Math.pow((double) service.median(), 2) * Math.exp(2 * sigma * sigma);
  }

  /** {@code clients} that think, one server (M/M/1//N, section 3.8): how busy it is. */
  static double busyWithThinking(int clients, double think, double service) {
    double weight = 1;
    double sum = 1;
    for (int i = 0; i < clients; i++) {
      weight *= (clients - i) * service / think;
      sum += weight;
    }
    return 1 - 1 / sum;
  }

  /** The same: how long a call takes. */
  static double timeWithThinking(int clients, double think, double service) {
    return clients * service / busyWithThinking(clients, think, service) - think;
  }

  /** How long clients must think to keep the server that busy. */
  static double thinkFor(double busy, int clients, double service) {
    return solve(think -> busyWithThinking(clients, think, service), busy, service, 1e6 * service);
  }

  private static double solve(DoubleUnaryOperator falling, double value, double low, double high) {
    double middle = (low + high) / 2;
    if (middle == low || middle == high) {
      return middle;
    }
    return falling.applyAsDouble(middle) > value
        ? solve(falling, value, middle, high)
        : solve(falling, value, low, middle);
  }

  /**
   * How many get through a lock that readers share and writers do not, if it is always wanted and
   * nobody overtakes: between two writers there is a geometric number of readers, who take as long
   * as the longest of them (Johnson, IEEE Transactions on Software Engineering 21, 1995).
   *
   * @param writers the part of all that are writers
   */
  static double capacity(double writers, double reading, double writing) {
    return 1 / writers / (reading * Math.log(1 / writers) + writing);
  }
}
