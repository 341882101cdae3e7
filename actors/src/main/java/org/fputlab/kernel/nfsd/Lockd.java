package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.task.WorkerNews;

/**
 * The lock manager: its one thread and its two global mutexes, {@code nlm_file_mutex} and {@code
 * nlmsvc_mutex}.
 *
 * <p>Emulates fs/lockd/svc.c and svcsubs.c, v6.6, as far as a close can hold up every NLM request.
 * What a request does is the scenario's to say.
 */
public final class Lockd {

  private static final ReceiveTable<Lockd, Message> SERVING =
      ReceiveTable.<Lockd, Message>rows()
          .onMessage(Rpc.class, Lockd::onRpc)
          .onMessage(WorkerNews.class, Lockd::onNews)
          .onMessage(LockRequest.class, Lockd::onLock)
          .onSignal(ChildFailed.class, Lockd::onThreadFailed)
          .build();

  private final Engine engine;
  private final LockDesk locks;
  private final ServicePool pool;

  private Lockd(Engine engine, Tasks tasks, ActorContext<Message> context) {
    this.engine = engine;
    ActorLog log = new ActorLog(engine, "lockd", "lockd");
    this.locks = new LockDesk(log, engine.tables().touches());
    this.pool = new ServicePool(engine, engine.gate(context), log);
    TaskSeat seat = TaskSeat.serviceThread("lockd", 0, context.getSelf());
    ActorRef<Task.Command> thread = context.spawn(tasks.create(seat), seat.name(), engine.gated());
    tasks.name(seat.name(), thread);
    context.watch(thread);
    pool.add(thread);
  }

  public static Behavior<Message> create(Engine engine, Tasks tasks) {
    return Behaviors.setup(context -> SERVING.of(new Lockd(engine, tasks, context)));
  }

  private Behavior<Message> onRpc(Rpc rpc) {
    pool.serve(rpc);
    return Behaviors.same();
  }

  private Behavior<Message> onNews(WorkerNews news) {
    if (news instanceof WorkerNews.Exited) {
      pool.exited(news.worker());
    } else {
      pool.replied(news.worker());
    }
    if (news instanceof WorkerNews.Idle) {
      pool.markIdle(news.worker());
    }
    return Behaviors.same();
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
