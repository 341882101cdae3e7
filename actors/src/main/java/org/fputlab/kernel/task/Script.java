package org.fputlab.kernel.task;

import org.fputlab.engine.Engine;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunLimits;

/**
 * A task's own program: when it runs, and how often it has run. Where runs are limited, one that is
 * late follows at once as little as any other: whether it is late must not matter there.
 */
public final class Script {

  private final KernelSpec.TaskSpec spec;
  private final KernelSpec.Pace pace;
  private final String name;
  private final RunLimits limits;
  private long runs;

  /** When the next run is due, where runs come whether or not the one before has ended. */
  private long due;

  /**
   * @param name of the one of several tasks alike that runs it
   */
  Script(KernelSpec.TaskSpec spec, String name, RunLimits limits) {
    this.spec = spec;
    this.name = name;
    this.limits = limits;
    this.pace = spec.pace();
    this.due = spec.start();
  }

  void start(Execution execution) {
    execution.start(spec.run(), runs++);
  }

  /** Whether there is no run after this one. */
  boolean isOver(Engine engine) {
    if (pace.stop() < Long.MAX_VALUE) {
      engine.tables().touches().time();
    }
    return (spec.times() > 0 && runs >= spec.times()) || engine.now() >= pace.stop();
  }

  /** Whether the task has run as often as it may here, though its program would go on. */
  boolean rests() {
    return limits.rests(name, runs);
  }

  /** How long the task sleeps until the next run. */
  long pause(Execution execution) {
    if (pace.period().isPresent()) {
      due += execution.draws().sampleArrival(pace.period().get());
      return Math.max(limits.isAny() ? 1 : 0, due - execution.now());
    }
    return pace.every().map(every -> every.sample(execution.draws().stream())).orElse(0L);
  }
}
