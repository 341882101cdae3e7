package org.fputlab.kernel.workqueues;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.task.Waits;
import org.fputlab.kernel.task.WorkerNews;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunQueues;
import org.fputlab.model.Step;
import org.fputlab.model.WorkItems;

/**
 * The machine's workqueues: which items are queued or running, and the workers that run them.
 *
 * <p>Emulates kernel/workqueue.c, v6.6: an item runs on one worker at a time, machine-wide, and may
 * be queued again while it runs; a worker is started whenever an item waits and none is idle, up to
 * {@code WQ_DFL_ACTIVE} = 256. A worker runs on the processor of whoever queued its item, unless
 * the queue is unbound. Leaves out {@code max_active} by queue, priorities and rescuers.
 */
public final class Workqueue {

  /** What the workqueues can be asked. */
  public sealed interface Command extends Message
      permits Queue,
          QueueOwn,
          Flush,
          FlushAll,
          PauseItem,
          ResumeItem,
          OnWorker,
          OnAllWorkers,
          EndOnAllWorkers {}

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
   * {@code flush_work}; {@link Task.Granted} follows when the item is neither queued nor running.
   * Before that {@link FlushFindsBusy} where it is, in kernels that tell lockdep only then.
   */
  public record Flush(String work, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /**
   * {@code flush_workqueue}; {@link Task.Granted} follows when all that is there now has ended, and
   * before that {@link FlushWaitsFor} for one item after another.
   */
  public record FlushAll(String queue, ActorRef<? super Task.Answer> replyTo) implements Command {}

  /** A fault: the item does not start, or if it runs goes no further. */
  public record PauseItem(int fault, String work) implements Command {}

  /** The end of that fault. */
  public record ResumeItem(int fault, String work) implements Command {}

  /** A fault on a worker, by its name, or the end of one. */
  public record OnWorker(String worker, Task.Command fault) implements Command {}

  /** A fault on every worker that there is or will be, until {@code ends} comes. */
  public record OnAllWorkers(Task.SlowDown fault) implements Command {}

  /** The end of that fault. */
  public record EndOnAllWorkers(Task.SpeedUp end) implements Command {}

  /** As many workers there are at most, each called {@code kworker-} and its number from 0. */
  public static final int MAX_ACTIVE = 256;

  private final Engine engine;
  private final ActorLog log;
  private final Machine machine;
  private final Tasks tasks;
  private final ActorContext<Message> context;
  private final Map<String, KernelSpec.Work> works = new LinkedHashMap<>();
  private final WorkItems<ActorRef<? super Task.Granted>> items = new WorkItems<>();
  private final List<ActorRef<Task.Command>> workers = new ArrayList<>();
  private final List<String> running = new ArrayList<>();
  private final Deque<Integer> idle = new ArrayDeque<>();

  /** An item that takes something along, and what a flush of just this one waits for. */
  private record OwnItem(QueueOwn ask, Resource run) {}

  private final Map<String, OwnItem> own = new LinkedHashMap<>();

  /** Which workers a fault stopped because they ran the paused work. */
  private final Map<Integer, Set<Integer>> stopped = new LinkedHashMap<>();

  /** Where each item runs. */
  private final Map<String, Integer> processors = new LinkedHashMap<>();

  /** The faults that slow every worker. */
  private final List<Task.SlowDown> slowdowns = new ArrayList<>();

  private long numbered;

  private Workqueue(
      Machine machine, Tasks tasks, List<KernelSpec.Work> own, ActorContext<Message> context) {
    this.machine = machine;
    this.tasks = tasks;
    this.engine = machine.engine();
    this.log = new ActorLog(engine, "workqueue", "workqueue");
    this.context = context;
    own.forEach(work -> works.put(work.name(), work));
    works.putAll(machine.spec().works());
  }

  public static Behavior<Message> create(Machine machine, Tasks tasks, List<KernelSpec.Work> own) {
    return Behaviors.setup(context -> new Workqueue(machine, tasks, own, context).serving());
  }

  private Behavior<Message> serving() {
    return Behaviors.receive(Message.class)
        .onMessage(Queue.class, this::onQueue)
        .onMessage(QueueOwn.class, this::onQueueOwn)
        .onMessage(Flush.class, this::onFlush)
        .onMessage(FlushAll.class, this::onFlushAll)
        .onMessage(PauseItem.class, this::onPause)
        .onMessage(OnWorker.class, this::onWorker)
        .onMessage(OnAllWorkers.class, this::onAllWorkers)
        .onMessage(EndOnAllWorkers.class, this::onEndOnAllWorkers)
        .onMessage(ResumeItem.class, this::onResume)
        .onMessage(WorkerNews.Idle.class, this::onIdle)
        .onMessage(WorkerNews.Replied.class, replied -> Behaviors.same())
        .onMessage(WorkerNews.Exited.class, this::onExited)
        .onSignal(ChildFailed.class, this::onWorkerFailed)
        .build();
  }

  private Behavior<Message> onQueue(Queue ask) {
    queue(ask.work(), ask.cpu());
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onQueueOwn(QueueOwn ask) {
    String item = WorkItems.numbered(ask.work(), ++numbered);
    own.put(item, new OwnItem(ask, Waits.oneOf(engine.tables().tasks(), work(ask.work()))));
    queue(item, ask.cpu());
    startRunnable();
    return Behaviors.same();
  }

  /** An item that still runs stays with its processor (__queue_work, kernel/workqueue.c, v6.6). */
  private void queue(String item, int cpu) {
    KernelSpec.Work work = work(item);
    if (items.queue(work.queue(), item) && !running.contains(item)) {
      processors.put(item, work.unbound() ? RunQueues.UNBOUND : cpu);
    }
    Prospects prospects = machine.outlook().ofWork(work.name());
    if (!prospects.isNothing()) {
      engine.tables().agenda().put(new Agenda.Matter("work " + item, prospects, run(item), null));
    }
  }

  /** What the worker of an item holds as long as it runs it. */
  private Resource run(String item) {
    OwnItem one = own.get(item);
    return one == null ? Waits.work(engine.tables().tasks(), work(item)) : one.run();
  }

  private Behavior<Message> onFlush(Flush ask) {
    boolean onlyOfBusy = WorkItems.flushTellsOnlyOfBusy(machine.spec().version());
    items.flush(
        List.of(ask.work()),
        ask.replyTo(),
        Workqueue::flushed,
        item -> {
          if (onlyOfBusy) {
            ask.replyTo().tell(new FlushFindsBusy(work(item)));
          }
        });
    return Behaviors.same();
  }

  private Behavior<Message> onFlushAll(FlushAll ask) {
    items.flush(
        items.presentIn(ask.queue()),
        ask.replyTo(),
        Workqueue::flushed,
        item -> ask.replyTo().tell(new FlushWaitsFor(run(item))));
    return Behaviors.same();
  }

  private Behavior<Message> onIdle(WorkerNews.Idle news) {
    idle.addFirst(news.worker());
    letGo(news.worker());
    String item = running.set(news.worker(), "");
    items.done(item, Workqueue::flushed);
    if (!items.isQueued(item)) {
      engine.tables().agenda().done("work " + item);
    }
    if (own.remove(item) != null) {
      processors.remove(item);
    }
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onPause(PauseItem fault) {
    items.pause(fault.work(), fault.fault());
    for (int worker = 0; worker < running.size(); worker++) {
      if (WorkItems.workOf(running.get(worker)).equals(fault.work())) {
        stopped.computeIfAbsent(fault.fault(), first -> new LinkedHashSet<>()).add(worker);
        workers.get(worker).tell(new Task.Pause(fault.fault()));
      }
    }
    return Behaviors.same();
  }

  private Behavior<Message> onResume(ResumeItem fault) {
    items.resume(fault.work(), fault.fault());
    Set<Integer> resumed = stopped.remove(fault.fault());
    if (resumed != null) {
      resumed.forEach(worker -> workers.get(worker).tell(new Task.Resume(fault.fault())));
    }
    startRunnable();
    return Behaviors.same();
  }

  private Behavior<Message> onWorker(OnWorker fault) {
    for (ActorRef<Task.Command> worker : workers) {
      if (worker.path().name().equals(fault.worker())) {
        worker.tell(fault.fault());
      }
    }
    return Behaviors.same();
  }

  private Behavior<Message> onAllWorkers(OnAllWorkers fault) {
    slowdowns.add(fault.fault());
    workers.forEach(worker -> worker.tell(fault.fault()));
    return Behaviors.same();
  }

  private Behavior<Message> onEndOnAllWorkers(EndOnAllWorkers end) {
    slowdowns.removeIf(slowdown -> slowdown.fault() == end.end().fault());
    workers.forEach(worker -> worker.tell(end.end()));
    return Behaviors.same();
  }

  /** A worker that had ended the paused item already is not to be stopped. */
  private void letGo(int worker) {
    stopped.forEach(
        (fault, stuck) -> {
          if (stuck.remove(worker)) {
            workers.get(worker).tell(new Task.Resume(fault));
          }
        });
  }

  private Behavior<Message> onExited(WorkerNews.Exited news) {
    idle.remove(news.worker());
    String item = running.set(news.worker(), "");
    if (!item.isEmpty()) {
      items.putBack(item);
      startRunnable();
    }
    return Behaviors.same();
  }

  private void startRunnable() {
    while ((!idle.isEmpty() || workers.size() < MAX_ACTIVE) && items.isRunnable()) {
      String item = items.start();
      KernelSpec.Work work = work(item);
      OwnItem with = own.get(item);
      int cpu = processors.getOrDefault(item, RunQueues.UNBOUND);
      int worker = idle.isEmpty() ? spawn() : idle.removeFirst();
      running.set(worker, item);
      if (log.isOn()) {
        log.debug("kworker-" + worker + " runs " + work.queue() + " " + work.name());
      }
      Step given = with == null ? null : with.ask().given();
      workers.get(worker).tell(new Task.RunWork(work, run(item), cpu, given));
    }
  }

  private int spawn() {
    int number = workers.size();
    TaskSeat seat = TaskSeat.worker(number, context.getSelf());
    ActorRef<Task.Command> worker = context.spawn(tasks.create(seat), seat.name(), engine.gated());
    context.watch(worker);
    slowdowns.forEach(worker::tell);
    workers.add(worker);
    running.add("");
    return number;
  }

  private KernelSpec.Work work(String item) {
    KernelSpec.Work work = works.get(WorkItems.workOf(item));
    if (work == null) {
      throw new IllegalStateException("no work item " + item);
    }
    return work;
  }

  private static void flushed(ActorRef<? super Task.Granted> waiter) {
    waiter.tell(Task.Granted.INSTANCE);
  }

  private Behavior<Message> onWorkerFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.same();
  }
}
