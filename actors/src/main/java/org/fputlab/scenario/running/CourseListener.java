package org.fputlab.scenario.running;

import java.util.Objects;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Run;
import org.fputlab.kernel.task.Meters;
import org.fputlab.watch.Course;
import org.fputlab.watch.CourseRecorder;
import org.jspecify.annotations.Nullable;

/** Keeps the course of one run. */
public final class CourseListener implements RunListener {

  /** As many as a wide screen has points across. */
  private static final int LOOKS = 600;

  private final long every;
  private @Nullable CourseRecorder recorder;
  private @Nullable Course course;

  /**
   * @param duration how long the run is meant to be, in nanoseconds
   */
  public CourseListener(long duration) {
    this.every = Math.max(1, duration / LOOKS);
  }

  @Override
  public void begins(Engine engine, Run<?> run) {
    CourseRecorder looks = new CourseRecorder(engine.tables(), Meters.PENDING_CLOSES, every);
    run.every(every, () -> looks.look(engine.now()));
    recorder = looks;
  }

  @Override
  public void ended(RunResult result) {
    course = Objects.requireNonNull(recorder).course(result.simulated());
  }

  /** How the run went, once it has ended. */
  public Course course() {
    return Objects.requireNonNull(course, "the run has not ended");
  }
}
