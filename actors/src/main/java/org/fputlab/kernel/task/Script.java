package org.fputlab.kernel.task;

import org.fputlab.model.KernelSpec;

/** A task's own program: when it runs, and how often it has run. */
public final class Script {

  private final KernelSpec.TaskSpec spec;
  private final KernelSpec.Pace pace;
  private long runs;

  /** When the next run is due, where runs come whether or not the one before has ended. */
  private long due;

  Script(KernelSpec.TaskSpec spec) {
    this.spec = spec;
    this.pace = spec.pace();
    this.due = spec.start();
  }

  void start(Execution execution) {
    execution.start(spec.run(), runs++);
  }

  /** Whether there is no run after this one. */
  boolean isOver(long now) {
    return (spec.times() > 0 && runs >= spec.times()) || now >= pace.stop();
  }

  /** How long the task sleeps until the next run. */
  long pause(Execution execution) {
    if (pace.period().isPresent()) {
      due += execution.sampleArrival(pace.period().get());
      return Math.max(0, due - execution.now());
    }
    return pace.every().map(every -> every.sample(execution.random())).orElse(0L);
  }
}
