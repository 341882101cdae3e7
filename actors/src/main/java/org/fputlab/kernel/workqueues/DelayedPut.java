package org.fputlab.kernel.workqueues;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.Gate;
import org.fputlab.engine.Numbered;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.DelayedWork;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Ticks;

/**
 * A machine-wide list of puts that were put off, and the one work item that serves it: {@code
 * delayed_fput_list} with {@code delayed_fput_work}, or {@code delayed_mntput_list} with its own.
 *
 * <p>Emulates {@code fput}'s {@code llist_add} and {@code delayed_fput}'s {@code llist_del_all}
 * (fs/file_table.c, v6.6), and the same for mounts (fs/namespace.c). The list is this actor's
 * mailbox: its gate lets one addition through, which finds the list empty and arms the timer, and
 * the rest wait until somebody takes the whole list. {@code flush_delayed_work} is of
 * kernel/workqueue.c, v6.6. So the age and depth of the mailbox are those of the list.
 */
public final class DelayedPut {

  /** What the list can be asked. */
  public sealed interface Command extends Message {}

  /**
   * Puts one file or mount, by its number, on the list.
   *
   * @param cpu where whoever puts it runs; a worker of that processor is to serve the list
   */
  public record Add(int item, int cpu) implements Command, Numbered {
    @Override
    public long number() {
      return (long) item << Integer.SIZE | Integer.toUnsignedLong(cpu);
    }

    @Override
    public Add saying(long number) {
      return new Add((int) (number >> Integer.SIZE), (int) number);
    }
  }

  /**
   * {@code llist_del_all}: takes all; {@link Batches.Batch} follows, newest first.
   *
   * @param asWork whether the work item begins with it, which may be scheduled again from then on
   */
  public record TakeAll(boolean asWork, ActorRef<? super Batches.Batch> replyTo)
      implements Command, Ungated {}

  /**
   * {@code flush_delayed_work}: the work item that waits for its timer is queued at once; then as
   * {@link Workqueue.Flush}.
   */
  public record Flush(ActorRef<? super Task.Answer> replyTo) implements Command, Ungated {}

  private record TimerFired(int cpu, long timer) implements Command, Ungated, Foreseen {}

  private static final ReceiveTable<DelayedPut, Command> EMPTY =
      ReceiveTable.<DelayedPut, Command>rows()
          .onMessage(Add.class, DelayedPut::onFirst)
          .onMessage(TakeAll.class, DelayedPut::onTakeNothing)
          .onMessage(Flush.class, DelayedPut::onFlush)
          .onMessage(TimerFired.class, DelayedPut::onTimer)
          .build();

  private static final ReceiveTable<DelayedPut, Command> FILLING =
      ReceiveTable.<DelayedPut, Command>rows()
          .onMessage(TakeAll.class, DelayedPut::onTakeAll)
          .onMessage(Flush.class, DelayedPut::onFlush)
          .onMessage(TimerFired.class, DelayedPut::onTimer)
          .build();

  private final Engine engine;
  private final Machine machine;
  private final ActorRef<? super Workqueue.Command> workqueue;
  private final KernelSpec.Work work;
  private final ActorContext<Command> context;
  private final Gate gate;
  private final ActorLog log;
  private final Ticks ticks;

  private final DelayedWork delayed = new DelayedWork();

  /** Counts the timers, of which only the last is of any account. */
  private long timer;

  /** What was put on the list first. */
  private int first;

  private boolean isArmed;
  private int armedBy;

  private DelayedPut(
      Machine machine,
      ActorRef<? super Workqueue.Command> workqueue,
      KernelSpec.Work work,
      ActorContext<Command> context) {
    this.engine = machine.engine();
    this.machine = machine;
    this.workqueue = workqueue;
    this.work = work;
    this.context = context;
    this.gate = engine.gate(context);
    this.ticks = new Ticks(machine.spec().jiffy());
    String name = context.getSelf().path().name();
    this.log = new ActorLog(engine, name, name);
  }

  /**
   * An empty list.
   *
   * @param work the work item that serves the list, as in {@code delayed_fput_work}
   */
  public static Behavior<Command> create(
      Machine machine, ActorRef<? super Workqueue.Command> workqueue, KernelSpec.Work work) {
    return Behaviors.setup(
        context -> {
          DelayedPut list = new DelayedPut(machine, workqueue, work, context);
          list.gate.close();
          list.gate.admit(1);
          list.gate.nobodyWaits();
          return EMPTY.of(list);
        });
  }

  private Behavior<Command> onFirst(Add add) {
    gate.keepOnList(engine.now());
    if (delayed.add()) {
      long delay = ticks.delay(engine.now(), 1);
      isArmed = true;
      armedBy = add.cpu();
      engine.after(delay, context.getSelf(), new TimerFired(add.cpu(), ++timer));
      if (log.isOn()) {
        log.debug("first on the list, " + work.name() + " is due in " + delay + " ns");
      }
    }
    engine
        .tables()
        .agenda()
        .put(
            new Agenda.Matter(
                work.name() + " list", machine.outlook().ofAnyClose(), served(), null));
    first = add.item();
    return FILLING.of(this);
  }

  /** What whoever serves the list holds meanwhile. */
  private Resource served() {
    return Waits.work(engine.tables().tasks(), work);
  }

  private Behavior<Command> onTimer(TimerFired fired) {
    if (isArmed && fired.timer() == timer) {
      queueWork(fired.cpu());
    }
    return Behaviors.same();
  }

  private void queueWork(int cpu) {
    isArmed = false;
    workqueue.tell(new Workqueue.Queue(work.name(), cpu));
  }

  private Behavior<Command> onFlush(Flush ask) {
    if (isArmed) {
      queueWork(armedBy);
    }
    workqueue.tell(new Workqueue.Flush(work.name(), ask.replyTo()));
    return Behaviors.same();
  }

  private Behavior<Command> onTakeNothing(TakeAll take) {
    delayed.take(take.asWork());
    take.replyTo().tell(new Batches.Batch(Items.NONE));
    return Behaviors.same();
  }

  private Behavior<Command> onTakeAll(TakeAll take) {
    delayed.take(take.asWork());
    engine.tables().agenda().done(work.name() + " list");
    int count = Math.toIntExact(gate.depth());
    if (log.isOn()) {
      log.debug(take.replyTo().path().name() + " takes the whole list, " + count + " items");
    }
    Items.Builder newestFirst = new Items.Builder(count);
    newestFirst.addBefore(first);
    gate.takeAll(add -> newestFirst.addBefore(((Add) add).item()));
    take.replyTo().tell(new Batches.Batch(newestFirst.build()));
    gate.admit(1);
    return EMPTY.of(this);
  }
}
