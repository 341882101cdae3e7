package org.fputlab.scenario.measured;

import java.util.Objects;
import java.util.Optional;

/**
 * What took the processor away from those who computed on a measured machine: {@code irq_enter} to
 * {@code irq_exit} (kernel/softirq.c, v6.12), and whatever else.
 *
 * <p>Best it shows in releases that compute for a moment and ask for nothing: what takes many times
 * as long as others was interrupted. An open may besides have waited for memory, where the
 * allocator had none at hand ({@code ___slab_alloc}, mm/slub.c, v6.12).
 *
 * @param every after so many nanoseconds of computing, in the mean, there is one
 * @param take for how long
 */
record MeasuredInterrupts(double every, Buckets take) {

  /** What takes so many times its median was interrupted. */
  private static final double TIMES = 4;

  /**
   * As the releases of a run tell, if any of them was interrupted. They do not tell where a closer
   * idles between closes: what idled is cold, and takes many times as long for that reason too. Nor
   * do they where one worker runs them: that is another processor than most closers have.
   */
  static Optional<MeasuredInterrupts> ofReleases(MeasuredRun run) {
    return run.release() == 0
            && run.rate() == 0
            && !run.isExit()
            && run.policy() != MeasuredRun.Policy.DEFERRED
        ? of(Objects.requireNonNull(run.times().get("service")))
        : Optional.empty();
  }

  /** As its opens tell, if any of them was interrupted. */
  static Optional<MeasuredInterrupts> ofOpens(MeasuredRun run) {
    return of(run.opens());
  }

  private static Optional<MeasuredInterrupts> of(Buckets all) {
    Buckets times = all.upTo(MatchingScenario.TIME_SLICE);
    long median = Math.round(times.quantile(0.5));
    Buckets longer = times.from(Math.round(TIMES * median), median);
    if (longer.total() == 0) {
      return Optional.empty();
    }
    double computed = times.mean() * times.total() - longer.mean() * longer.total();
    return Optional.of(new MeasuredInterrupts(computed / longer.total(), longer));
  }

  /** Without those that were interrupted. */
  static Buckets uninterrupted(Buckets times) {
    return times.upTo(Math.round(TIMES * times.quantile(0.5)));
  }

  /** Times of computing, without as many of the longest as were interrupted by all accounts. */
  Buckets without(Buckets times) {
    Buckets computed = times.upTo(MatchingScenario.TIME_SLICE);
    return computed.withoutLongest(Math.round(computed.mean() * computed.total() / every));
  }
}
