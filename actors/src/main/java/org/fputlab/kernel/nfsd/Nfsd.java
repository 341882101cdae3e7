package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashSet;
import java.util.Set;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.task.Waits;
import org.fputlab.kernel.task.WorkerNews;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.DisposeList;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunQueues;

/**
 * The NFS server: its pool of threads, its file cache and {@code nfsd_mutex}.
 *
 * <p>Emulates {@code svc_recv} and the file cache's laundrette and dispose list
 * (fs/nfsd/filecache.c, v6.6 and v6.9: {@code nfsd_file_net_dispose} closes at most 8 files in each
 * turn of a thread). Calls wait in this actor's mailbox until a thread is idle. Leaves out cache
 * hits: each {@code nfsd_file_put} brings a file of its own.
 */
public final class Nfsd {

  /** What the NFS server can be asked. */
  public sealed interface Command extends Message permits FilePut, TakeDisposed, Laundrette {}

  /**
   * {@code nfsd_file_put} of a garbage-collected file: it stays open in the cache until the
   * laundrette finds it.
   */
  public record FilePut(int file) implements Command, Ungated {}

  /**
   * The worker of {@code nfsd_filecache} takes the whole dispose list; {@link Batches.Batch}
   * follows.
   */
  public record TakeDisposed(ActorRef<? super Batches.Batch> replyTo) implements Command, Ungated {}

  private enum Laundrette implements Command, Ungated, Foreseen {
    INSTANCE
  }

  private static final ReceiveTable<Nfsd, Message> SERVING =
      ReceiveTable.<Nfsd, Message>rows()
          .onMessage(Rpc.class, Nfsd::onRpc)
          .onMessage(WorkerNews.Idle.class, Nfsd::onIdle)
          .onMessage(WorkerNews.Replied.class, Nfsd::onReplied)
          .onMessage(WorkerNews.Exited.class, Nfsd::onExited)
          .onMessage(FilePut.class, Nfsd::onFilePut)
          .onMessage(TakeDisposed.class, Nfsd::onTakeDisposed)
          .onMessage(Laundrette.class, Nfsd::onLaundrette)
          .onMessage(LockRequest.class, Nfsd::onLock)
          .onSignal(ChildFailed.class, Nfsd::onThreadFailed)
          .build();

  private static final String CACHE = "nfsd's file cache";

  private final Engine engine;
  private final Machine machine;
  private final ActorRef<? super Workqueue.Command> workqueue;
  private final KernelSpec.Nfsd spec;
  private final ActorContext<Message> context;
  private final LockDesk locks;
  private final ServicePool pool;
  private final DisposeList cache = new DisposeList();
  private final Set<Integer> answered = new LinkedHashSet<>();
  private final Gauge disposed;

  private Nfsd(
      Machine machine,
      Tasks tasks,
      ActorRef<? super Workqueue.Command> workqueue,
      KernelSpec.Nfsd spec,
      ActorContext<Message> context) {
    this.engine = machine.engine();
    this.machine = machine;
    this.workqueue = workqueue;
    this.spec = spec;
    this.context = context;
    ActorLog log = new ActorLog(engine, "nfsd", "nfsd");
    this.locks = new LockDesk(log, engine.tables().touches());
    this.pool = new ServicePool(engine, engine.gate(context), log);
    this.disposed = engine.tables().gauges().of(Meters.NFSD_DISPOSE);
    for (int i = 0; i < spec.threads(); i++) {
      TaskSeat seat = TaskSeat.serviceThread("nfsd", i, context.getSelf());
      ActorRef<Task.Command> thread =
          context.spawn(tasks.create(seat), seat.name(), engine.gated());
      tasks.name(seat.name(), thread);
      context.watch(thread);
      pool.add(thread);
    }
  }

  static Behavior<Message> create(
      Machine machine,
      Tasks tasks,
      ActorRef<? super Workqueue.Command> workqueue,
      KernelSpec.Nfsd spec) {
    return Behaviors.setup(
        context -> SERVING.of(new Nfsd(machine, tasks, workqueue, spec, context)));
  }

  private Behavior<Message> onRpc(Rpc rpc) {
    pool.serve(rpc);
    return Behaviors.same();
  }

  /** A thread's turn is a call, if one waits, and then a part of the dispose list. */
  private Behavior<Message> onIdle(WorkerNews.Idle news) {
    boolean served = pool.replied(news.worker()) || answered.remove(news.worker());
    boolean disposes = served || !pool.isBehind();
    if (machine.policy().nfsdThreadsDispose() && !cache.isEmpty() && disposes) {
      pool.run(news.worker(), FileCache.NFSD_DISPOSE, takeForOneTurn());
      wakeMore();
    } else {
      pool.markIdle(news.worker());
    }
    return Behaviors.same();
  }

  private Behavior<Message> onReplied(WorkerNews.Replied news) {
    if (pool.replied(news.worker())) {
      answered.add(news.worker());
    }
    return Behaviors.same();
  }

  private Behavior<Message> onExited(WorkerNews.Exited news) {
    pool.exited(news.worker());
    return Behaviors.same();
  }

  private Behavior<Message> onFilePut(FilePut put) {
    if (cache.isIdle()) {
      engine.after(spec.laundrette(), context.getSelf(), Laundrette.INSTANCE);
    }
    cache.put(put.file());
    publishCache();
    return Behaviors.same();
  }

  private Behavior<Message> onLaundrette(Laundrette tick) {
    disposed.add(cache.age());
    if (!cache.isEmpty()) {
      if (machine.policy().nfsdThreadsDispose()) {
        wakeMore();
      } else {
        workqueue.tell(new Workqueue.Queue(Nfs.FILE_CACHE_WORK.name(), RunQueues.UNBOUND));
      }
    }
    if (!cache.isIdle()) {
      engine.after(spec.laundrette(), context.getSelf(), tick);
    }
    publishCache();
    return Behaviors.same();
  }

  /** Each thread that is woken wakes the next before it closes its share. */
  private void wakeMore() {
    while (!cache.isEmpty() && pool.isIdle()) {
      pool.wake(FileCache.NFSD_DISPOSE, takeForOneTurn());
    }
  }

  private Items takeForOneTurn() {
    Items files = cache.take(spec.closesPerLoop());
    disposed.remove(files.size());
    publishCache();
    return files;
  }

  private Behavior<Message> onTakeDisposed(TakeDisposed ask) {
    Items files = cache.take(Integer.MAX_VALUE);
    disposed.remove(files.size());
    publishCache();
    ask.replyTo().tell(new Batches.Batch(files));
    return Behaviors.same();
  }

  /** Cached files are closed by and by: by nfsd's threads, or by the worker of the cache. */
  private void publishCache() {
    Agenda agenda = engine.tables().agenda();
    if (cache.isIdle() && cache.isEmpty()) {
      agenda.done(CACHE);
    } else {
      boolean byThreads = machine.policy().nfsdThreadsDispose();
      Resource work = Waits.work(engine.tables().tasks(), Nfs.FILE_CACHE_WORK);
      agenda.put(
          new Agenda.Matter(
              CACHE,
              machine.outlook().ofFileCache(),
              byThreads ? null : work,
              byThreads ? "nfsd" : null));
    }
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }

  private Behavior<Message> onThreadFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.same();
  }
}
