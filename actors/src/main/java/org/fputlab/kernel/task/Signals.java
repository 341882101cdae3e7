package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import java.util.Set;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Wait;
import org.fputlab.model.Signal;
import org.fputlab.model.Sleeping;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one task: those it sends, those pending for it until it returns to user mode, and
 * how its present wait is ended by one.
 *
 * <p>Mirrors {@code send_signal_locked} and {@code get_signal} (kernel/signal.c, v6.6). A wait that
 * may be ended asks first and looks for a signal only if it would sleep, as {@code
 * __mutex_lock_common} does; so whoever owns what it waits for decides whether it came too late.
 * Leaves out that a signal ends a {@code sleep}, and that kernel threads may allow some.
 */
public final class Signals {

  private final Execution execution;
  private final Tasks tasks;
  private int sent;
  private boolean fatal;
  private boolean any;
  private boolean fake;
  private Sleeping how = Sleeping.UNINTERRUPTIBLE;
  private long wait = -1;
  private @Nullable Runnable withdraw;

  Signals(Running task, Tasks tasks) {
    this.execution = task.execution();
    this.tasks = tasks;
  }

  /** Sends one to a task, or to all of many alike. */
  boolean send(Signal signal, String to) {
    for (String name : tasks.those(to)) {
      ActorRef<Task.Command> task = tasks.named(name);
      if (task != null) {
        task.tell(new Task.Signalled(signal, underWay(signal, name)));
      }
    }
    return true;
  }

  /** Returns what the agenda calls it until the task learns of it. */
  private String underWay(Signal signal, String to) {
    sent++;
    String matter = "%s #%d from %s to %s".formatted(signal, sent, execution.seat().name(), to);
    expect(execution.machine().engine(), signal, to, matter);
    return matter;
  }

  /** Until the task learns of it, its wait may yet be ended. */
  public static void expect(Engine engine, Signal signal, String to, String matter) {
    Prospects prospects = Prospects.of(Set.of(Waits.signal(engine.tables().tasks(), signal, to)));
    engine.tables().agenda().put(new Agenda.Matter(matter, prospects, null, null));
  }

  /**
   * The present wait is one that signals may end, as {@code how} says.
   *
   * @param takingBack asks whoever owns what is waited for to answer {@link Task.Refused} if it has
   *     not been given yet
   * @return false, as a step does that is not done
   */
  public boolean mayEnd(Sleeping asHow, Runnable takingBack) {
    if (execution.closer().isKthread()
        || (asHow != Sleeping.KILLABLE && asHow != Sleeping.INTERRUPTIBLE)) {
      return false;
    }
    execution.callEnded(true);
    Wait present = execution.row().waitsFor();
    how = asHow;
    wait = present == null ? -1 : present.order();
    withdraw = takingBack;
    endWait();
    return false;
  }

  /** One has come. */
  void receive(Signal signal) {
    if (signal.isFatal()) {
      fatal = true;
    } else if (!execution.isIdle()) {
      any = true;
    }
    endWait();
  }

  /** Ends the present wait if a signal is pending that does, and it sleeps still. */
  void endWait() {
    Runnable takesBack = withdraw;
    Wait present = execution.row().waitsFor();
    boolean ends = fatal || ((any || fake) && how == Sleeping.INTERRUPTIBLE);
    if (ends && takesBack != null && present != null && present.order() == wait) {
      withdraw = null;
      execution.blockUntil(Math.max(1, execution.now()));
      takesBack.run();
    }
  }

  /** {@code fake_signal_wake_up}, of the freezer: as if one had come, until it is thawed. */
  void fake(boolean pending) {
    fake = pending;
    endWait();
  }

  /** It returns to user mode, where all but a fatal one are handled. */
  void returnsToUser() {
    any = false;
  }

  /** Whether it ends as soon as it returns to user mode. */
  boolean isKilled() {
    return fatal;
  }
}
