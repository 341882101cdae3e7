package org.fputlab.scenario.measured;

import java.util.Objects;
import java.util.Optional;
import org.fputlab.model.Ticks;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * The scenario that matches a measured run: the same closers at the same rate, with the run's own
 * times of release and open, on a machine with the processors and ticks of the kernel that was
 * measured. Nothing else of the run goes into it.
 *
 * <p>What the kernel's code costs besides is a share of the time that opening a file took in the
 * same run ({@link Costs}): open is the thermometer that tells how fast and how warm the machine
 * was.
 */
final class MatchingScenario {

  /** As the measured machines had. */
  static final int CPUS = 2;

  /**
   * The scheduler's slice on two processors, 0.75 ms times 1 + log2 of their number (update_sysctl,
   * kernel/sched/fair.c, v6.12). What took longer was preempted: that is the model's to do again.
   */
  static final long TIME_SLICE = 1_500_000;

  /** So many closes pending, and the measuring module's closers open no further file. */
  private static final int MOST_PENDING = 400_000;

  /** {@code WQ_DFL_ACTIVE} (include/linux/workqueue.h, v6.12). */
  private static final int MAX_ACTIVE = 256;

  /** With a number, a closer, and the completion that it completes at the end of a close call. */
  static final String CLOSER = "closer-";

  private static final long SECOND = 1_000_000_000L;
  private static final String FOR_EVER = "1000000000000";

  private final MeasuredRun run;
  private final Costs costs;
  private final double phase;
  private final long seed;

  /** What its releases tell of interrupts, if they do. */
  private final Optional<MeasuredInterrupts> interrupts;

  private MatchingScenario(MeasuredRun run, Costs costs, double phase, long seed) {
    this.run = run;
    this.costs = costs;
    this.phase = phase;
    this.seed = seed;
    this.interrupts = MeasuredInterrupts.ofReleases(run);
  }

  /**
   * The scenario.
   *
   * @param costs what the code around a release costs
   * @param phase when the first closer starts, as a share of the time from one tick to the next
   */
  static Scenario of(MeasuredRun run, Costs costs, double phase, long seed) {
    String text = new MatchingScenario(run, costs, phase, seed).text();
    try {
      return ScenarioLoader.parse(text, run.name() + ".conf");
    } catch (ScenarioProblems ours) {
      throw new IllegalStateException(ours);
    }
  }

  /** How many steps of a close come before those of the release. */
  static int stepsBeforeRelease(MeasuredRun run) {
    return run.isExit() ? 0 : 1;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    line(text, "title = \"" + run.name() + "\"");
    line(text, "duration = " + (run.load() + run.drain()) + "ns");
    line(text, "seed = " + seed);
    line(text, "kernel = " + run.version());
    line(text, "cpus = " + CPUS);
    line(text, "hz = " + run.hz());
    line(text, "time-slice = " + TIME_SLICE + "ns");
    line(text, "mounts.m.filesystem = measured");
    if (run.isExit()) {
      line(text, "filesystems.measured.release = [ " + release() + " ]");
      process(text);
    } else {
      line(
          text,
          "filesystems.measured.release = [ cpu "
              + turn(aroundRelease(costs.beforeRelease()))
              + "\n"
              + release()
              + (isHeldBack() ? "\nup pending" : "")
              + " ]");
      line(
          text,
          "filesystems.measured.evict = [ cpu " + turn(aroundRelease(costs.afterRelease())) + " ]");
      line(text, "costs.fput = " + open(costs.fput()));
      line(text, "costs.schedule-delayed-work = " + Math.round(costs.coldTimer()) + "ns");
      line(text, "costs.cold-after = " + Costs.COLD_AFTER + "ns");
      line(text, "costs.queue-work = " + open(costs.queueWork()));
      line(text, "costs.pool-lock = " + open(costs.poolLock()));
      line(text, "costs.wake-worker = " + open(costs.wakeWorker()));
      if (!computes()) {
        interrupts
            .or(() -> MeasuredInterrupts.ofOpens(run))
            .ifPresent(are -> interrupts(text, are));
      }
      closers(text);
    }
    return text.toString();
  }

  /** One process opens all files, and its exit puts them one after another (exit_files). */
  private void process(StringBuilder text) {
    StringBuilder steps = new StringBuilder();
    long files = run.counter("opened_end");
    for (long i = 0; i < files; i++) {
      steps.append("open f").append(i).append(" on m\n");
    }
    for (long i = 0; i < files; i++) {
      steps.append("fput f").append(i).append('\n');
    }
    line(text, "tasks.process { context = user, run = [ " + steps + " ] }");
  }

  /** Whether its closers can come to where the load holds them back. */
  private boolean isHeldBack() {
    return run.policy() == MeasuredRun.Policy.DEFERRED && run.rate() == 0;
  }

  private void closers(StringBuilder text) {
    if (isHeldBack()) {
      line(text, "semaphores.pending = " + MOST_PENDING);
    }
    if (run.policy() == MeasuredRun.Policy.OWNWQ) {
      line(text, "queues.own.max-active = " + MAX_ACTIVE);
      line(
          text,
          "works.own { queue = own, unbound = true, file = it, run = [ __fput_sync it\ncpu "
              + open(costs.queueWork() + costs.poolLock())
              + " ] }");
    }
    for (int i = 0; i < run.threads(); i++) {
      String name = CLOSER + i;
      String steps =
          String.join(
              "\n",
              isHeldBack() ? "down pending" : "",
              "cpu " + turn(openAndRest()),
              "open f on m",
              close(name));
      line(text, "tasks." + name + " {");
      line(text, "  context = " + (run.isUsers() ? "user" : "kthread"));
      line(text, "  stop = " + run.load() + "ns");
      pace(text, i);
      line(text, "  run = [ " + steps + " ]");
      line(text, "}");
    }
  }

  private void pace(StringBuilder text, int closer) {
    if (run.rate() == 0) {
      line(text, "  times = " + FOR_EVER);
      return;
    }
    long period = Math.max(1, SECOND * run.threads() / run.rate());
    if (run.poisson()) {
      line(text, "  period = exp(" + period + "ns)");
    } else {
      line(text, "  period = " + period + "ns");
      long start = Math.round(phase * SECOND / run.hz()) + period * closer / run.threads();
      line(text, "  start = " + start + "ns");
    }
  }

  private String close(String closer) {
    return switch (run.policy()) {
      case DEFERRED -> "fput f";
      case SYNC -> "__fput_sync f";
      case FLUSH -> "fput f\nflush_delayed_fput\ncomplete " + closer;
      case OWNWQ -> "queue_work own f";
      case HYBRID -> "fput_bounded " + run.bound() + " f";
      case USER -> "close f";
    };
  }

  /**
   * Whether releases compute for so long that what interrupts them is in their own times: they
   * computed for longer than the opens did, from which that would be taken else.
   */
  private boolean computes() {
    return run.release() > 0 && run.how() == MeasuredRun.Release.COMPUTE;
  }

  /** A sleep is what it was measured to be; a computation, without what preemption added. */
  private String release() {
    Buckets service = times("service");
    if (run.release() == 0 || computes()) {
      return "cpu " + turn(MeasuredInterrupts.uninterrupted(service).distribution(1));
    }
    return run.how() == MeasuredRun.Release.MSLEEP
        ? "msleep " + run.release() + "ns\nio " + service.beyond(longestSleep()).distribution(1)
        : "io " + service.distribution(1);
  }

  /** An msleep ends at a tick; only what took longer than that has another reason. */
  private long longestSleep() {
    return new Ticks(SECOND / run.hz()).msleep(0, run.release(), run.version());
  }

  /** What one closer does in one turn, from an open to the end of the close, is warm or cold. */
  private String turn(String times) {
    return run.policy() == MeasuredRun.Policy.SYNC || run.isUsers()
        ? "alike(" + times + ")"
        : times;
  }

  /** What a close takes besides the release, where it is run. */
  private String aroundRelease(double share) {
    return open(run.policy() == MeasuredRun.Policy.OWNWQ ? share * costs.inWorker() : share);
  }

  private String open(double share) {
    return MeasuredInterrupts.uninterrupted(run.opens()).distribution(share);
  }

  /** An open, where that can be told with the waits for memory that are its own, and the rest. */
  private String openAndRest() {
    if (interrupts.isEmpty()) {
      return open(1 + costs.restOfLoop());
    }
    long rest = Math.round(costs.restOfLoop() * run.open());
    return interrupts.get().without(run.opens()).later(rest).distribution(1);
  }

  private void interrupts(StringBuilder text, MeasuredInterrupts are) {
    line(text, "costs.interrupts.every = " + Math.round(are.every()) + "ns");
    line(text, "costs.interrupts.take = " + are.take().distribution(1));
  }

  private Buckets times(String name) {
    return Objects.requireNonNull(run.times().get(name));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
