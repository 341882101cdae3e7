package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Run;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.CourseListener;
import org.fputlab.scenario.running.Jobs;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Course;

/**
 * One scenario under several policies, several at a time, each on a bench of its own: what comes of
 * one does not depend on the others.
 */
final class SideBySide implements AutoCloseable {

  /**
   * What came of one policy.
   *
   * @param course what a picture needs, where one is wanted
   */
  record Compared(RunResult result, Optional<Course> course) {}

  private record Part(int number, RunOptions options) {}

  private final Laboratory laboratory;
  private final Interruption interruption;
  private final Scenario scenario;
  private final boolean withCourse;
  private final PrintWriter terminal;
  private final boolean drawsProgress;
  private final List<Laboratory.Bench> benches = new ArrayList<>();

  /**
   * Prepares it; an interruption ends every run with what it has so far, and begins no other.
   *
   * @param terminal where progress is drawn, of all runs together
   * @param drawsProgress whether it is drawn at all
   */
  SideBySide(
      Laboratory laboratory,
      Interruption interruption,
      Scenario scenario,
      boolean withCourse,
      PrintWriter terminal,
      boolean drawsProgress) {
    this.laboratory = laboratory;
    this.interruption = interruption;
    this.scenario = scenario;
    this.withCourse = withCourse;
    this.terminal = terminal;
    this.drawsProgress = drawsProgress;
    interruption.stopsRunBy(this::stop);
  }

  /** Runs them, in the order of the policies whichever ends first; at least one has begun. */
  List<Compared> run(List<ClosePolicy> policies, long seed, long duration, int jobs)
      throws InterruptedException {
    List<Part> parts =
        IntStream.range(0, policies.size())
            .mapToObj(i -> new Part(i, new RunOptions(policies.get(i), seed, duration)))
            .toList();
    String label = policies.size() == 1 ? policies.get(0).word() : policies.size() + " policies";
    ProgressBar bar = new ProgressBar(label, terminal, System::nanoTime);
    Progress progress = new Progress(bar, policies.size());
    try {
      List<Compared> compared =
          new Jobs<Part, Compared>(
                  "compare", parts, () -> new Running(progress), (done, of, last) -> {})
              .run(jobs);
      if (drawsProgress) {
        bar.tellSpeed(
            compared.stream().mapToLong(one -> one.result().simulated()).sum(),
            compared.stream().mapToLong(one -> one.result().steps()).sum());
      }
      return compared;
    } finally {
      bar.erase();
    }
  }

  private synchronized Laboratory.Bench bench() {
    Laboratory.Bench bench = laboratory.bench();
    benches.add(bench);
    if (interruption.hasHappened()) {
      bench.stop();
    }
    return bench;
  }

  private synchronized void stop() {
    benches.forEach(Laboratory.Bench::stop);
  }

  @Override
  public void close() {
    interruption.stopsRunBy(() -> {});
  }

  private final class Running implements Jobs.Hand<Part, Compared> {
    private final Progress progress;
    private final Laboratory.Bench bench = bench();

    Running(Progress progress) {
      this.progress = progress;
    }

    @Override
    public Optional<Compared> does(Part part) {
      if (interruption.hasHappened() && part.number() > 0) {
        return Optional.empty();
      }
      RunOptions options = part.options();
      RunListener drawn = drawsProgress ? progress.of(part.number()) : RunListener.NONE;
      if (!withCourse) {
        return Optional.of(
            new Compared(Desk.run(bench, scenario, options, drawn), Optional.empty()));
      }
      CourseListener course = new CourseListener(options.duration());
      RunResult result = Desk.run(bench, scenario, options, RunListener.all(drawn, course));
      return Optional.of(new Compared(result, Optional.of(course.course())));
    }

    @Override
    public void close() {
      bench.close();
    }
  }

  /** How far all runs are together. */
  private static final class Progress {
    private final ProgressBar bar;
    private final AtomicLongArray simulated;

    Progress(ProgressBar bar, int runs) {
      this.bar = bar;
      this.simulated = new AtomicLongArray(runs);
    }

    RunListener of(int run) {
      return new RunListener() {
        @Override
        public void begins(Engine engine, Run<?> run) {
          bar.begins(engine, run);
        }

        @Override
        public void progress(long simulatedNanos, long totalNanos) {
          simulated.set(run, simulatedNanos);
          show(totalNanos * simulated.length());
        }
      };
    }

    private synchronized void show(long totalNanos) {
      bar.progress(
          LongStream.range(0, simulated.length()).map(i -> simulated.get((int) i)).sum(),
          totalNanos);
    }
  }
}
