package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.fputlab.scenario.measured.MeasuredRun.Policy;

/**
 * What the code around a release costs on each kernel: taken from the runs of that kernel that do
 * nothing else, which are those without pace or release, and those in which every close starts the
 * worker anew. No run's own figures go into its costs, but where it is the only one of its kind:
 * such a figure proves nothing, it was fed in.
 */
public final class Calibration {

  /** A figure that a cost was taken from. */
  private record Source(String run, Quantity quantity) {}

  private static final double SECOND = 1e9;
  private static final double FASTEST = 0.05;

  private final List<MeasuredRun> runs;
  private final Set<Source> sources = new LinkedHashSet<>();

  private Calibration(List<MeasuredRun> runs) {
    this.runs = runs;
  }

  /** What these runs tell. */
  static Calibration from(List<MeasuredRun> runs) {
    Calibration calibration = new Calibration(List.copyOf(runs));
    runs.forEach(run -> calibration.costs(run, calibration.sources::add));
    return calibration;
  }

  /** Whether the run's own figure went into its costs, as there is no other run to tell. */
  boolean isFedIn(MeasuredRun run, Quantity quantity) {
    return sources.contains(new Source(run.name(), quantity));
  }

  /** The costs that hold for a run. */
  Costs costs(MeasuredRun run) {
    return costs(run, alreadyKnown -> {});
  }

  private Costs costs(MeasuredRun run, Consumer<Source> fedIn) {
    Costs otherwise = run.isUsers() ? Costs.OF_USER_TASKS : Costs.OF_KERNEL_THREADS;
    Policy inPlace = run.isUsers() ? Policy.USER : Policy.SYNC;
    List<MeasuredRun> closing = like(run, each -> isUnpaced(each) && each.policy() == inPlace);
    List<MeasuredRun> puttingOff =
        like(run, each -> isUnpaced(each) && each.policy() == Policy.DEFERRED);
    List<MeasuredRun> queueing =
        like(run, each -> isUnpaced(each) && each.policy() == Policy.OWNWQ);
    List<MeasuredRun> waking =
        like(
            run,
            each ->
                isUnpaced(each)
                    && each.policy() == Policy.OWNWQ
                    && each.threads() < MatchingScenario.CPUS);
    double fput =
        median(
            run,
            puttingOff,
            otherwise.fput(),
            each -> each.wait(0.5) / each.open(),
            Quantity.WAIT_P50,
            fedIn);
    double before =
        median(
            run,
            closing,
            otherwise.beforeRelease(),
            Calibration::beforeRelease,
            Quantity.LAG_P50,
            fedIn);
    double after =
        median(
            run,
            closing,
            otherwise.afterRelease(),
            Calibration::afterRelease,
            Quantity.WAIT_P50,
            fedIn);
    return new Costs(
        before,
        after,
        inWorker(run, before + after),
        fput,
        median(
            run, queueing, otherwise.queueWork(), Calibration::queueWork, Quantity.WAIT_P50, fedIn),
        median(
            run,
            queueing,
            otherwise.poolLock(),
            each -> queueWork(each, 1, 4) - queueWork(each),
            Quantity.WAIT_P50,
            fedIn),
        median(
            run,
            waking,
            otherwise.wakeWorker(),
            each -> queueWork(each, 4, 8) - queueWork(each, 1, 4),
            Quantity.WAIT_P99,
            fedIn),
        median(
            run, closing, otherwise.restOfLoop(), Calibration::restOfLoop, Quantity.CLOSES, fedIn),
        median(
            run,
            like(run, Calibration::isAlwaysFirst),
            otherwise.coldTimer(),
            each -> coldTimer(each, fput),
            Quantity.WAIT_P50,
            fedIn));
  }

  /**
   * How many times as long {@code __fput} takes in a worker, which frees what was allocated on
   * another processor, as in the closer, apart from the release; by what {@code delayed_fput} was
   * measured to take where it has a processor for itself. Where no other run tells it takes as
   * long.
   *
   * @param around what it takes in the closer, as a share of an open
   */
  private double inWorker(MeasuredRun run, double around) {
    List<Double> times =
        runs.stream()
            .filter(each -> each.kernel().equals(run.kernel()) && !each.name().equals(run.name()))
            .filter(each -> isUnpaced(each) && each.policy() == Policy.DEFERRED)
            .filter(each -> each.threads() < MatchingScenario.CPUS)
            .filter(each -> each.counter(RunReader.WORKER_TIME) > 0)
            .map(each -> aroundInWorker(each) / (around * each.open()))
            .sorted()
            .toList();
    int n = times.size();
    return n == 0 ? 1 : Math.max(1, (times.get((n - 1) / 2) + times.get(n / 2)) / 2);
  }

  /** What a close takes in the worker besides the release. */
  private static double aroundInWorker(MeasuredRun run) {
    double taken = run.counter(RunReader.WORKER_TIME) / (double) run.counter("released_end");
    return taken - Objects.requireNonNull(run.times().get("service")).mean();
  }

  /** All others of a kind on the same kernel; the run itself only where it is the only one. */
  private List<MeasuredRun> like(MeasuredRun run, Predicate<MeasuredRun> kind) {
    List<MeasuredRun> all =
        runs.stream()
            .filter(each -> each.kernel().equals(run.kernel()) && kind.test(each))
            .toList();
    List<MeasuredRun> others =
        all.stream().filter(each -> !each.name().equals(run.name())).toList();
    return others.isEmpty() ? all : others;
  }

  private double median(
      MeasuredRun of,
      List<MeasuredRun> from,
      double otherwise,
      ToDoubleFunction<MeasuredRun> cost,
      Quantity quantity,
      Consumer<Source> fedIn) {
    from.stream()
        .filter(each -> each.name().equals(of.name()))
        .forEach(only -> fedIn.accept(new Source(only.name(), quantity)));
    List<Double> costs = new ArrayList<>(from.stream().map(cost::applyAsDouble).sorted().toList());
    int n = costs.size();
    return n == 0 ? otherwise : (costs.get((n - 1) / 2) + costs.get(n / 2)) / 2;
  }

  private static boolean isUnpaced(MeasuredRun run) {
    return run.rate() == 0 && run.release() == 0 && !run.isExit();
  }

  /** Whether each close found the list empty. */
  private static boolean isAlwaysFirst(MeasuredRun run) {
    Buckets batches = run.times().get("batch");
    return run.policy() == Policy.DEFERRED
        && run.rate() > 0
        && batches != null
        && batches.total() == run.counter("opened_end");
  }

  private static double beforeRelease(MeasuredRun run) {
    return (run.lag(0.5) - median(run, "service")) / run.open();
  }

  private static double afterRelease(MeasuredRun run) {
    return (run.wait(0.5) - run.lag(0.5)) / run.open();
  }

  /** What is left of a closer's time, less open and close, where nobody took its processor. */
  private static double restOfLoop(MeasuredRun run) {
    double processors = Math.min(run.threads(), MatchingScenario.CPUS);
    double turn = processors * run.counter("elapsed_ns") / run.counter("opened_end");
    double opening = run.opens().upTo(MatchingScenario.TIME_SLICE).mean();
    double closing = run.waits().upTo(MatchingScenario.TIME_SLICE).mean();
    return Math.max(0, turn - opening - closing) / run.open();
  }

  /** With the pool's lock at hand, and nobody to be woken: few are faster. */
  private static double queueWork(MeasuredRun run) {
    return run.waits().quantile(FASTEST) / run.open();
  }

  /**
   * Calls of {@code queue_work} fall into three kinds: those, others behind a worker, which take
   * some times as long, and others again that also wake one. The middle one of those that take more
   * than so many times what the fastest do, and half as much again.
   */
  private static double queueWork(MeasuredRun run, double above, double below) {
    double fastest = run.waits().quantile(FASTEST) * 1.5;
    return run.waits().between(above * fastest, below * fastest).quantile(0.5) / run.open();
  }

  private static double coldTimer(MeasuredRun run, double fput) {
    double apart = SECOND / run.rate();
    double coldness = 1 - StrictMath.exp(-apart / Costs.COLD_AFTER);
    return (run.wait(0.5) - fput * run.open()) / coldness;
  }

  private static double median(MeasuredRun run, String of) {
    return Objects.requireNonNull(run.times().get(of), of).quantile(0.5);
  }
}
