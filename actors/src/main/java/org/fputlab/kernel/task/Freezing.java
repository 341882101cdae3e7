package org.fputlab.kernel.task;

import org.fputlab.engine.Resource;
import org.fputlab.engine.Resource.Kind;
import org.fputlab.engine.TaskTable;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Where one task may be frozen, and whether it is.
 *
 * <p>Mirrors {@code freeze_task} and {@code __refrigerator} (kernel/freezer.c, v6.6): a user task
 * stops where it returns to user mode, behind its task_work ({@code get_signal}, kernel/signal.c),
 * and in a sleep that is {@code TASK_FREEZABLE}; any other interruptible sleep ends as for a
 * signal. A kernel thread stops only if it has said {@code set_freezable}. Leaves out {@code
 * PF_NOFREEZE} of user tasks, and cgroups that freeze.
 */
public final class Freezing {

  /** Pauses by this number are the freezer's; faults count from 1. */
  static final int FREEZER = 0;

  /**
   * Who stands still now, or has nothing to freeze: the answer to {@link Task.Freeze}.
   *
   * @param round which freeze it answers
   */
  public record Stands(int round, String task) implements Message {}

  private final Execution execution;
  private final Signals signals;
  private boolean freezable;
  private boolean freezesOthers;
  private long sleep = -1;
  private Task.@Nullable Freeze asked;
  private boolean frozen;
  private boolean refuses;

  Freezing(Running task) {
    this.execution = task.execution();
    this.signals = task.the(Signals.class);
    this.freezable = execution.seat().freezable();
  }

  /** What who is frozen waits for, and who froze them has. */
  public static Resource thaw(TaskTable table) {
    return table.resource(Kind.FLAG, "thaw_processes", "thaw_processes");
  }

  /** What whoever freezes waits for, and those have who do not stand still yet. */
  public static Resource standstill(TaskTable table) {
    return table.resource(Kind.FLAG, "freeze_processes", "tasks that refuse to freeze");
  }

  private TaskTable table() {
    return execution.machine().engine().tables().tasks();
  }

  /** {@code set_freezable}. */
  boolean setFreezable() {
    freezable = true;
    return true;
  }

  /** {@code PF_SUSPEND_TASK}: it freezes others, or does so no more. */
  public void freezesOthers(boolean now) {
    freezesOthers = now;
  }

  /**
   * It is to stand still.
   *
   * @return whether it does at once
   */
  boolean begin(Task.Freeze freeze, boolean paused) {
    if (freezesOthers || !freezable || execution.closer().isKthread() != freeze.kthreads()) {
      answer(freeze);
      return false;
    }
    asked = freeze;
    if (!paused && mayStop()) {
      return true;
    }
    refuses = true;
    execution.row().holdsUp(standstill(table()), execution.now());
    signals.fake(true);
    return false;
  }

  private boolean mayStop() {
    Wait wait = execution.row().waitsFor();
    return execution.isIdle() || (wait != null && wait.order() == sleep);
  }

  /** Whether it is to stand still where it is now: between two runs, or in such a sleep. */
  boolean isDue() {
    return asked != null && !frozen && mayStop();
  }

  /** Whether it is to stand still as soon as it returns to user mode. */
  boolean isAsked() {
    return asked != null && !frozen;
  }

  /** The present sleep is one in which it may be frozen; returns false, as a sleep does. */
  public boolean freezableSleep() {
    Wait wait = execution.row().waitsFor();
    sleep = wait == null ? -1 : wait.order();
    return false;
  }

  /** It stands still from now on. */
  void stops() {
    Task.Freeze freeze = asked;
    if (freeze != null) {
      frozen = true;
      settle();
      answer(freeze);
    }
  }

  /** It ends, and need not be waited for. */
  void ends() {
    Task.Freeze freeze = asked;
    if (freeze != null && !frozen) {
      settle();
      answer(freeze);
    }
  }

  /**
   * {@code thaw_processes}.
   *
   * @return whether it stood still
   */
  boolean thaws() {
    boolean stood = frozen;
    settle();
    frozen = false;
    asked = null;
    return stood;
  }

  private void settle() {
    if (refuses) {
      refuses = false;
      execution.row().drop(standstill(table()));
    }
    signals.fake(false);
  }

  private void answer(Task.Freeze freeze) {
    freeze.replyTo().tell(new Stands(freeze.round(), execution.seat().name()));
  }
}
