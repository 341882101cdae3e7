package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.WorkItems;

/**
 * The machine's workqueues: which items are queued or running, and the workers that run them.
 *
 * <p>Emulates kernel/workqueue.c, v6.6: an item runs on one worker at a time, machine-wide, and may
 * be queued again while it runs; a worker is started whenever an item waits and none is idle, up to
 * {@code WQ_DFL_ACTIVE} = 256. Leaves out per-CPU pools, {@code max_active} by queue, priorities
 * and rescuers.
 */
public final class Workqueue {

  /** What the workqueues can be asked. */
  public sealed interface Command
      permits Queue, Flush, FlushAll, PauseItem, ResumeItem, WorkerNews {}

  /** {@code queue_work}; nothing happens if it is queued already. */
  public record Queue(String work) implements Command {}

  /**
   * {@code flush_work}; {@link Task.Granted} follows when the item is neither queued nor running.
   */
  public record Flush(String work, ActorRef<? super Task.Granted> replyTo) implements Command {}

  /**
   * {@code flush_workqueue}; {@link Task.Granted} follows when all that is there now has ended, and
   * before that {@link Task.FlushWaitsFor} for one item after another.
   */
  public record FlushAll(String queue, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /** A fault: the item does not start, or if it runs goes no further. */
  public record PauseItem(int fault, String work) implements Command {}

  /** The end of that fault. */
  public record ResumeItem(int fault, String work) implements Command {}

  /** As many workers there are at most, each called {@code kworker-} and its number from 0. */
  public static final int MAX_ACTIVE = 256;

  private final Engine engine;
  private final ActorLog log;
  private final Directory directory;
  private final ActorContext<Command> context;
  private final Map<String, KernelSpec.Work> works = new LinkedHashMap<>();
  private final WorkItems<ActorRef<? super Task.Granted>> items = new WorkItems<>();
  private final List<ActorRef<Task.Command>> workers = new ArrayList<>();
  private final List<String> running = new ArrayList<>();
  private final Deque<Integer> idle = new ArrayDeque<>();

  /** Which worker a fault stopped because it ran the paused item. */
  private final Map<Integer, Integer> stopped = new LinkedHashMap<>();

  private Workqueue(Engine engine, Directory directory, ActorContext<Command> context) {
    this.engine = engine;
    this.log = new ActorLog(engine, "workqueue", "workqueue");
    this.directory = directory;
    this.context = context;
    PutLists.works().forEach(work -> works.put(work.name(), work));
    works.putAll(directory.spec.works());
  }

  static Behavior<Command> create(Engine engine, Directory directory) {
    return Behaviors.setup(context -> new Workqueue(engine, directory, context).serving());
  }

  private Behavior<Command> serving() {
    return Behaviors.receive(Command.class)
        .onMessage(Queue.class, this::onQueue)
        .onMessage(Flush.class, this::onFlush)
        .onMessage(FlushAll.class, this::onFlushAll)
        .onMessage(PauseItem.class, this::onPause)
        .onMessage(ResumeItem.class, this::onResume)
        .onMessage(WorkerNews.Idle.class, this::onIdle)
        .onMessage(WorkerNews.Replied.class, replied -> Behaviors.same())
        .onMessage(WorkerNews.Exited.class, this::onExited)
        .onSignal(ChildFailed.class, this::onWorkerFailed)
        .build();
  }

  private Behavior<Command> onQueue(Queue ask) {
    items.queue(work(ask.work()).queue(), ask.work());
    directory.completions.queued(ask.work());
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Command> onFlush(Flush ask) {
    items.flush(List.of(ask.work()), ask.replyTo(), Workqueue::flushed);
    return Behaviors.same();
  }

  private Behavior<Command> onFlushAll(FlushAll ask) {
    items.flush(
        items.presentIn(ask.queue()),
        ask.replyTo(),
        Workqueue::flushed,
        item -> ask.replyTo().tell(new Task.FlushWaitsFor(item)));
    return Behaviors.same();
  }

  private Behavior<Command> onIdle(WorkerNews.Idle news) {
    idle.addFirst(news.worker());
    letGo(news.worker());
    items.done(running.set(news.worker(), ""), Workqueue::flushed);
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Command> onPause(PauseItem fault) {
    items.pause(fault.work(), fault.fault());
    int worker = running.indexOf(fault.work());
    if (worker >= 0) {
      stopped.put(fault.fault(), worker);
      workers.get(worker).tell(new Task.Pause(fault.fault()));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onResume(ResumeItem fault) {
    items.resume(fault.work(), fault.fault());
    Integer worker = stopped.remove(fault.fault());
    if (worker != null) {
      workers.get(worker).tell(new Task.Resume(fault.fault()));
    }
    startRunnable();
    return Behaviors.same();
  }

  /** A worker that had ended the paused item already is not to be stopped. */
  private void letGo(int worker) {
    stopped.forEach(
        (fault, stuck) -> {
          if (stuck == worker) {
            workers.get(worker).tell(new Task.Resume(fault));
          }
        });
    stopped.values().removeIf(stuck -> stuck == worker);
  }

  private Behavior<Command> onExited(WorkerNews.Exited news) {
    idle.remove(news.worker());
    String work = running.set(news.worker(), "");
    if (!work.isEmpty()) {
      items.putBack(work);
      directory.completions.queued(work);
      startRunnable();
    }
    return Behaviors.same();
  }

  private void startRunnable() {
    while ((!idle.isEmpty() || workers.size() < MAX_ACTIVE) && items.isRunnable()) {
      KernelSpec.Work work = work(items.start());
      int worker = idle.isEmpty() ? spawn() : idle.removeFirst();
      running.set(worker, work.name());
      if (log.isOn()) {
        log.debug("kworker-" + worker + " runs " + work.queue() + " " + work.name());
      }
      workers.get(worker).tell(new Task.RunWork(work));
    }
  }

  private int spawn() {
    int number = workers.size();
    TaskSeat seat = TaskSeat.worker(number, context.getSelf());
    ActorRef<Task.Command> worker =
        context.spawn(Task.create(engine, directory, seat), seat.name(), engine.gated());
    directory.task(seat.name(), worker);
    context.watch(worker);
    workers.add(worker);
    running.add("");
    return number;
  }

  private KernelSpec.Work work(String name) {
    KernelSpec.Work work = works.get(name);
    if (work == null) {
      throw new IllegalStateException("no work item " + name);
    }
    return work;
  }

  private static void flushed(ActorRef<? super Task.Granted> waiter) {
    waiter.tell(Task.Granted.INSTANCE);
  }

  private Behavior<Command> onWorkerFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.same();
  }
}
