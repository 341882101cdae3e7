package org.fputlab.scenario.measured;

import java.util.Objects;
import java.util.OptionalDouble;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.fputlab.scenario.measured.MeasuredRun.Policy;

/**
 * What a run comes to by arithmetic, for any queue and without a kernel: closes a second are {@code
 * min(rate, n / release)} for n servers, a queue grows by what it cannot take, a closer that runs
 * the release itself waits for as long as that takes, and a stack gives back every file newest
 * first. A model that is no better than this says nothing about the kernel.
 */
final class PlainFormula {

  private static final double SECOND = 1e9;

  private PlainFormula() {}

  /** The figure; empty where the formula has no answer. */
  static OptionalDouble of(MeasuredRun run, Quantity quantity) {
    return switch (quantity) {
      case CLOSES -> OptionalDouble.of(closes(run));
      case SLOPE -> growth(run);
      case WAIT_P50, LAG_P50 -> release(run, 0.5);
      case WAIT_P99, LAG_P99 -> release(run, 0.99);
      case INVERSIONS -> inversions(run);
    };
  }

  private static double closes(MeasuredRun run) {
    double capacity = servers(run) * SECOND / service(run).mean();
    return run.rate() > 0 ? Math.min((double) run.rate(), capacity) : capacity;
  }

  /**
   * One worker has the kernel's list; else each closer is one, or each processor if they compute.
   */
  private static int servers(MeasuredRun run) {
    int servers = isOnTheList(run) ? 1 : run.threads();
    boolean computes = run.release() == 0 || run.how() == MeasuredRun.Release.COMPUTE;
    return computes ? Math.min(servers, MatchingScenario.CPUS) : servers;
  }

  private static OptionalDouble growth(MeasuredRun run) {
    if (!isOnTheList(run)) {
      return OptionalDouble.of(0);
    }
    return run.rate() == 0 ? OptionalDouble.empty() : OptionalDouble.of(run.rate() - closes(run));
  }

  private static OptionalDouble release(MeasuredRun run, double share) {
    return isInPlace(run)
        ? OptionalDouble.of(service(run).quantile(share))
        : OptionalDouble.empty();
  }

  private static OptionalDouble inversions(MeasuredRun run) {
    if (!isOnTheList(run)) {
      return run.isExit() ? OptionalDouble.empty() : OptionalDouble.of(0);
    }
    return run.rate() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(run.rate() * (run.load() / SECOND));
  }

  private static boolean isOnTheList(MeasuredRun run) {
    return run.policy() == Policy.DEFERRED;
  }

  /** Whether a closer runs the release itself, before its close call returns. */
  private static boolean isInPlace(MeasuredRun run) {
    return !run.isExit()
        && switch (run.policy()) {
          case SYNC, FLUSH, USER -> true;
          case DEFERRED, OWNWQ, HYBRID -> false;
        };
  }

  private static Buckets service(MeasuredRun run) {
    return Objects.requireNonNull(run.times().get("service"));
  }
}
