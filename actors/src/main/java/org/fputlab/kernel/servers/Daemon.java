package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.nfsd.Rpc;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskSeat;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.task.WorkerNews;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;

/**
 * The threads of a daemon in user space, as of a FUSE file system: each takes one request, does
 * what the scenario says of it, answers, and runs the closes that it put off meanwhile, as after
 * the {@code write} that answers ({@code fuse_dev_do_write}, fs/fuse/dev.c, v6.6).
 *
 * <p>When the process dies, a thread that is in a system call goes on until that ends, which no
 * signal hastens here; its answer is lost, and the process that is started next has another in its
 * place. Leaves out threads that a daemon starts on demand.
 */
final class Daemon {

  /** What can happen to it. */
  sealed interface Command extends Message permits Died {}

  /** Its process has died with all requests; the next one has as many threads. */
  enum Died implements Command, Ungated {
    INSTANCE
  }

  private static final ReceiveTable<Daemon, Message> SERVING =
      ReceiveTable.<Daemon, Message>rows()
          .onMessage(Rpc.class, Daemon::onRpc)
          .onMessage(WorkerNews.Replied.class, Daemon::onReplied)
          .onMessage(WorkerNews.Idle.class, Daemon::onIdle)
          .onMessage(WorkerNews.Exited.class, Daemon::onExited)
          .onMessage(Died.class, Daemon::onDied)
          .onMessage(Task.Granted.class, (daemon, ended) -> Behaviors.same())
          .onSignal(ChildFailed.class, Daemon::onThreadFailed)
          .build();

  private final Engine engine;
  private final Tasks tasks;
  private final KernelSpec.Server spec;
  private final ActorContext<Message> context;

  /** Those of the process that lives, by their numbers. */
  private final Map<Integer, ActorRef<Task.Command>> threads = new LinkedHashMap<>();

  private final Map<Integer, Rpc> serving = new LinkedHashMap<>();
  private final Deque<Integer> idle = new ArrayDeque<>();
  private final Deque<Rpc> waiting = new ArrayDeque<>();
  private int started;

  private Daemon(
      Machine machine, Tasks tasks, KernelSpec.Server spec, ActorContext<Message> context) {
    this.engine = machine.engine();
    this.tasks = tasks;
    this.spec = spec;
    this.context = context;
    for (int i = 0; i < spec.workers(); i++) {
      start();
    }
  }

  static Behavior<Message> create(Machine machine, Tasks tasks, KernelSpec.Server spec) {
    return Behaviors.setup(context -> SERVING.of(new Daemon(machine, tasks, spec, context)));
  }

  private void start() {
    int number = started++;
    TaskSeat seat = TaskSeat.daemonThread(spec.name(), number, context.getSelf());
    ActorRef<Task.Command> thread = context.spawn(tasks.create(seat), seat.name(), engine.gated());
    tasks.name(seat.name(), thread);
    context.watch(thread);
    threads.put(number, thread);
    idle.add(number);
  }

  private Behavior<Message> onRpc(Rpc request) {
    waiting.add(request);
    giveNext();
    return Behaviors.same();
  }

  private void giveNext() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      int number = idle.removeFirst();
      ActorRef<Task.Command> thread = threads.get(number);
      if (thread != null) {
        Rpc rpc = waiting.removeFirst();
        serving.put(number, rpc);
        thread.tell(new Task.Run(rpc.op(), rpc.mount(), rpc.key(), rpc.serves(), Items.NONE));
      }
    }
  }

  private Behavior<Message> onReplied(WorkerNews.Replied news) {
    reply(news.worker());
    return Behaviors.same();
  }

  private void reply(int thread) {
    Rpc rpc = serving.remove(thread);
    if (rpc != null && rpc.replyTo() != null) {
      rpc.replyTo().tell(new Rpc.RpcReplied(rpc.id()));
    }
  }

  private Behavior<Message> onIdle(WorkerNews.Idle news) {
    reply(news.worker());
    if (threads.containsKey(news.worker())) {
      idle.addFirst(news.worker());
      giveNext();
    }
    return Behaviors.same();
  }

  /** A request that it was given and did not begin is another's. */
  private Behavior<Message> onExited(WorkerNews.Exited news) {
    threads.remove(news.worker());
    idle.remove(news.worker());
    Rpc rpc = serving.remove(news.worker());
    if (rpc != null) {
      waiting.addFirst(rpc);
      giveNext();
    }
    return Behaviors.same();
  }

  private Behavior<Message> onDied(Died news) {
    waiting.clear();
    serving.clear();
    for (int number : List.copyOf(threads.keySet())) {
      ActorRef<Task.Command> thread = threads.get(number);
      if (thread != null && !idle.contains(number)) {
        threads.remove(number);
        thread.tell(new Task.Stop(context.getSelf()));
        start();
      }
    }
    return Behaviors.same();
  }

  private Behavior<Message> onThreadFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.same();
  }
}
