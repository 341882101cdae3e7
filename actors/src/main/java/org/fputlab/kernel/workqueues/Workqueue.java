package org.fputlab.kernel.workqueues;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.function.Consumer;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.kernel.processors.TimeCalls;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.task.WorkerNews;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.Path;
import org.fputlab.model.RunQueues;
import org.fputlab.model.Step;
import org.fputlab.model.WorkItems;

/**
 * The machine's workqueues: which items are queued or running, and the workers that run them.
 *
 * <p>Emulates kernel/workqueue.c, v6.6: an item runs on one worker at a time, machine-wide, and may
 * be queued again while it runs; a worker is started whenever an item waits and none is idle, up to
 * {@code WQ_DFL_ACTIVE} = 256. A worker runs on the processor of whoever queued its item, unless
 * the queue is unbound. Where processors are shared it must first get one: whoever is woken takes
 * what waits when it comes to run, and goes on with it as long as there is any ({@code
 * worker_thread}). Of a queue with a {@code max_active} no more items run or wait for a worker at a
 * time; those behind them are inactive. Leaves out priorities and rescuers, and that no further
 * worker is woken for a processor while one computes there ({@code nr_running}).
 */
public final class Workqueue {

  /** What the workqueues can be asked. */
  public sealed interface Command extends Message
      permits LockPool,
          Queue,
          QueueOwn,
          QueueDelayed,
          Cancel,
          CancelSync,
          Flush,
          FlushDelayed,
          FlushAll,
          Due,
          Ended {}

  /** {@code __queue_work} takes {@code pool->lock}; {@link PoolLocked} follows. */
  record LockPool(String work, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /**
   * {@code queue_work}; nothing happens if it is queued already.
   *
   * @param cpu where whoever queues it runs
   */
  public record Queue(String work, int cpu) implements Command {}

  /**
   * {@code queue_work} of an item of its own, which takes something along.
   *
   * @param given hands it to the worker
   */
  public record QueueOwn(String work, int cpu, Step given) implements Command {}

  /**
   * {@code queue_delayed_work}: a timer queues it; nothing happens if it is pending already.
   *
   * @param delay nanoseconds; a timer goes off at a tick
   * @param startsOver {@code mod_delayed_work}: if it is pending its time starts over
   * @param cpu as in {@link Queue}
   */
  public record QueueDelayed(String work, long delay, boolean startsOver, int cpu)
      implements Command {}

  /** {@code cancel_work} and {@code cancel_delayed_work}: it is pending no longer. */
  public record Cancel(String work) implements Command {}

  /**
   * {@code cancel_work_sync} and {@code cancel_delayed_work_sync}; {@link Task.Granted} follows as
   * for {@link Flush}, when no run is under way.
   */
  public record CancelSync(String work, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /**
   * {@code flush_delayed_work}: an item of which the timer runs is queued at once; then as {@link
   * Flush}.
   */
  public record FlushDelayed(String work, ActorRef<? super Task.Answer> replyTo)
      implements Command {}

  /** A timer of delayed work: those of one item keep their order. */
  private record Due(String work, long timer, long chain) implements Command, Foreseen, Chained {}

  private record Ended(int worker) implements Command {}

  /**
   * {@code flush_work}; {@link Task.Granted} follows when the item is neither queued nor running.
   * Before that {@link FlushFindsBusy} where it is, in kernels that tell lockdep only then.
   */
  public record Flush(String work, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /**
   * {@code flush_workqueue}; {@link Task.Granted} follows when all that is there now has ended, and
   * before that {@link FlushWaitsFor} for one item after another.
   */
  public record FlushAll(String queue, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /** As many workers there are at most, each called {@code kworker-} and its number from 0. */
  public static final int MAX_ACTIVE = 256;

  private static final ReceiveTable<Workqueue, Message> SERVING =
      ReceiveTable.<Workqueue, Message>rows()
          .onMessage(LockPool.class, Workqueue::onLockPool)
          .onMessage(Queue.class, Workqueue::onQueue)
          .onMessage(QueueOwn.class, Workqueue::onQueueOwn)
          .onMessage(QueueDelayed.class, Workqueue::onQueueDelayed)
          .onMessage(Due.class, Workqueue::onDue)
          .onMessage(Ended.class, Workqueue::onEnded)
          .onMessage(Cancel.class, Workqueue::onCancel)
          .onMessage(CancelSync.class, Workqueue::onCancelSync)
          .onMessage(Flush.class, Workqueue::onFlush)
          .onMessage(FlushDelayed.class, Workqueue::onFlushDelayed)
          .onMessage(FlushAll.class, Workqueue::onFlushAll)
          .onMessage(WorkFault.PauseItem.class, Workqueue::onPause)
          .onMessage(WorkFault.OnWorkers.class, Workqueue::onWorkers)
          .onMessage(WorkFault.ResumeItem.class, Workqueue::onResume)
          .onMessage(WorkerNews.Idle.class, Workqueue::onIdle)
          .onMessage(WorkerNews.Replied.class, (workqueue, replied) -> Behaviors.same())
          .onMessage(WorkerNews.Exited.class, Workqueue::onExited)
          .onSignal(ChildFailed.class, Workqueue::onWorkerFailed)
          .build();

  private static final Path GET_PROCESSOR =
      new Path("worker_thread", List.of(TimeCalls.GET_PROCESSOR));

  private final Engine engine;
  private final ActorLog log;
  private final ActorContext<Message> context;
  private final KernelVersion version;
  private final WorkTimers timers;
  private final WorkItems<ActorRef<? super Task.Granted>> items;
  private final QueueLimits limits;
  private final Workers workers;
  private final WorkTable table;
  private final boolean wakesWorkers;

  private Workqueue(
      Machine machine, Tasks tasks, List<KernelSpec.Work> own, ActorContext<Message> context) {
    this.version = machine.spec().version();
    this.engine = machine.engine();
    this.log = new ActorLog(engine, "workqueue", "workqueue");
    this.context = context;
    this.timers = new WorkTimers(machine.spec().jiffy());
    this.items = new WorkItems<>(machine.spec().maxActive(), version);
    this.limits = new QueueLimits(engine.tables(), machine.spec().maxActive());
    this.workers = new Workers(engine, tasks, context);
    this.wakesWorkers = machine.spec().timeSlice() > 0 || engine.interruptsTasks();
    this.table = new WorkTable(machine, own);
  }

  public static Behavior<Message> create(Machine machine, Tasks tasks, List<KernelSpec.Work> own) {
    return Behaviors.setup(context -> SERVING.of(new Workqueue(machine, tasks, own, context)));
  }

  private Behavior<Message> onLockPool(LockPool ask) {
    ask.replyTo().tell(workers.lockPool(table.work(ask.work()).unbound()));
    return Behaviors.same();
  }

  private Behavior<Message> onQueue(Queue ask) {
    queue(ask.work(), ask.cpu());
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onQueueOwn(QueueOwn ask) {
    queue(table.own(ask.work(), ask.given()), ask.cpu());
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onQueueDelayed(QueueDelayed ask) {
    String item = ask.work();
    if (ask.startsOver()) {
      timers.stop(item);
      items.cancel(item, Workqueue::flushed);
    }
    if (ask.delay() == 0) {
      queue(item, ask.cpu());
    } else if (items.delay(item)) {
      long delay = timers.delay(engine.now(), ask.delay());
      engine.after(
          delay,
          context.getSelf(),
          new Due(item, timers.start(item, ask.cpu()), table.place(item)));
      table.expect(item);
      if (log.isOn()) {
        log.debug(item + " is due in " + delay + " ns");
      }
    }
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onDue(Due due) {
    if (timers.isRunning(due.work(), due.timer())) {
      hurry(due.work());
    }
    return Behaviors.same();
  }

  /** The timer of an item runs no longer: it is queued, where the timer was. */
  private void hurry(String item) {
    Integer cpu = timers.stop(item);
    if (cpu != null && items.due(table.work(item).queue(), item, processor(item, cpu), cpu)) {
      startRunnable();
    }
  }

  private Behavior<Message> onCancel(Cancel ask) {
    timers.stop(ask.work());
    items.cancel(ask.work(), Workqueue::flushed);
    forgetUnlessBusy(ask.work());
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onCancelSync(CancelSync ask) {
    timers.stop(ask.work());
    items.cancelSync(ask.work(), ask.replyTo(), Workqueue::flushed, busy(ask.replyTo(), false));
    forgetUnlessBusy(ask.work());
    startRunnable();
    return Behaviors.same();
  }

  private void queue(String item, int cpu) {
    workers.hadLockLast(false);
    if (!items.isPending(item)) {
      items.queue(table.work(item).queue(), item, processor(item, cpu), cpu);
    }
    table.expect(item);
  }

  /** An item that still runs stays with its processor (__queue_work, kernel/workqueue.c, v6.6). */
  private int processor(String item, int cpu) {
    return workers.isRunning(item) ? table.processor(item) : table.runsOn(item, cpu);
  }

  private void forgetUnlessBusy(String item) {
    if (!items.isBusy(item)) {
      table.over(item);
    }
  }

  private Behavior<Message> onFlush(Flush ask) {
    items.flush(List.of(ask.work()), ask.replyTo(), Workqueue::flushed, busy(ask.replyTo(), true));
    return Behaviors.same();
  }

  private Behavior<Message> onFlushDelayed(FlushDelayed ask) {
    hurry(ask.work());
    return onFlush(new Flush(ask.work(), ask.replyTo()));
  }

  /**
   * Tells who flushes that the item is queued or runs, where kernels tell lockdep only then; and a
   * flush, not a cancel, that the queue is one item at a time ({@code start_flush_work}).
   */
  private Consumer<String> busy(ActorRef<? super Task.Answer> flusher, boolean isFlush) {
    boolean onlyOfBusy = WorkItems.flushTellsOnlyOfBusy(version);
    return item -> {
      KernelSpec.Work work = table.work(item);
      boolean single = limits.isSingle(work.queue());
      if (onlyOfBusy || (isFlush && single)) {
        flusher.tell(new FlushFindsBusy(work, onlyOfBusy, isFlush && single));
      }
    };
  }

  private Behavior<Message> onFlushAll(FlushAll ask) {
    items.flush(
        items.presentIn(ask.queue()),
        ask.replyTo(),
        Workqueue::flushed,
        item -> ask.replyTo().tell(new FlushWaitsFor(table.run(item))));
    return Behaviors.same();
  }

  /** News of a worker passes what it asked for, as to queue its item again, which that may not. */
  private Behavior<Message> onIdle(WorkerNews.Idle news) {
    Ended ended = new Ended(news.worker());
    if (items.isBeingCancelled(workers.itemOf(news.worker()))) {
      context.getSelf().tell(ended);
      return Behaviors.same();
    }
    return onEnded(ended);
  }

  private Behavior<Message> onEnded(Ended news) {
    String item = workers.ended(news.worker());
    if (!item.isEmpty()) {
      workers.hadLockLast(true);
      items.done(item, Workqueue::flushed);
      forgetUnlessBusy(item);
      table.forgetOwn(item);
    }
    goOn(news.worker());
    startRunnable();
    return Behaviors.same();
  }

  /** A worker that has come to run goes on with the next item of its pool. */
  private void goOn(int worker) {
    int pool = workers.poolOf(worker);
    if (wakesWorkers && items.isRunnable(pool)) {
      begin(items.start(pool), worker);
    } else {
      workers.rests(worker);
    }
  }

  private Behavior<Message> onExited(WorkerNews.Exited news) {
    String item = workers.exited(news.worker());
    if (!item.isEmpty()) {
      items.putBack(item);
    }
    startRunnable();
    return Behaviors.same();
  }

  /** Where others may come in between, a worker takes an item when it has come to run. */
  private void startRunnable() {
    if (wakesWorkers) {
      items.pools().forEach(this::wakeWorker);
    } else {
      while (workers.isAnyFree(RunQueues.UNBOUND) && items.isRunnable()) {
        begin(items.start(), workers.take());
      }
    }
    limits.publish(items.inactiveNews(), table::run);
  }

  /** {@code kick_pool}: whoever is woken takes what waits there when it comes to run. */
  private void wakeWorker(int pool) {
    if (workers.mayWake(pool) && items.isRunnable(pool)) {
      workers.wake(pool, new Task.Wake(GET_PROCESSOR, pool));
    }
  }

  private void begin(String item, int worker) {
    KernelSpec.Work work = table.work(item);
    workers.run(
        worker,
        item,
        new Task.RunWork(
            work,
            table.run(item),
            table.processor(item),
            table.given(item),
            limits.place(items.pool(item))));
    if (log.isOn()) {
      log.debug("kworker-" + worker + " runs " + work.queue() + " " + work.name());
    }
  }

  private Behavior<Message> onPause(WorkFault.PauseItem fault) {
    items.pause(fault.work(), fault.fault());
    workers.stop(fault.fault(), item -> WorkItems.workOf(item).equals(fault.work()));
    return Behaviors.same();
  }

  private Behavior<Message> onResume(WorkFault.ResumeItem fault) {
    items.resume(fault.work(), fault.fault());
    workers.goOn(fault.fault());
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onWorkers(WorkFault.OnWorkers fault) {
    fault.tell(workers);
    return Behaviors.same();
  }

  private static void flushed(ActorRef<? super Task.Granted> waiter) {
    waiter.tell(Task.Granted.INSTANCE);
  }

  private Behavior<Message> onWorkerFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.same();
  }
}
