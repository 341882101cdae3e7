package org.fputlab.engine;

/**
 * Hears of every change in the task table as it comes. All calls come on the run's thread, so only
 * simulated runs have one; who only looks now and then reads the rows.
 */
public interface TaskWatcher {

  /** The task called a function, or returned from some. */
  void framed(TaskRow task);

  /** What the task does, or waits for, is another thing now. */
  void changed(TaskRow task);

  /** The task holds this from now on. */
  void took(TaskRow task, Resource resource);

  /** The task gave this back, or brought about what somebody may wait for. */
  void gave(TaskRow task, String resource);
}
