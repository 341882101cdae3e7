package org.fputlab.kernel;

import org.fputlab.model.KernelSpec;

/** A task's own program, and how often the task has run it. */
final class Script {

  private final KernelSpec.TaskSpec spec;
  private long runs;

  Script(KernelSpec.TaskSpec spec) {
    this.spec = spec;
  }

  void start(TaskCalls calls) {
    calls.execution().start(spec.run(), runs++);
  }

  boolean isOver() {
    return spec.times() > 0 && runs >= spec.times();
  }

  /** How long the task sleeps until the next run. */
  long pause(Execution execution) {
    return spec.every().map(every -> every.sample(execution.random())).orElse(0L);
  }
}
