package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import org.fputlab.model.Closer;
import org.jspecify.annotations.Nullable;

/**
 * What a task is, besides what it runs.
 *
 * @param name as it shows in reports, and its actor's name
 * @param group the tasks that can stand in for one another
 * @param closer what it counts as when it drops a reference
 * @param owner who gives it work, or null for a task with a script of its own
 * @param number its number among its owner's
 * @param freezable whether a suspend may freeze it though it has not said {@code set_freezable} in
 *     its steps: all but kernel threads, of which nfsd's and lockd's say so as they start
 *     (fs/nfsd/nfssvc.c, fs/lockd/svc.c, v6.6)
 */
public record TaskSeat(
    String name,
    String group,
    Closer closer,
    @Nullable ActorRef<? super WorkerNews> owner,
    int number,
    boolean freezable) {

  /** Where the task's doings are logged. */
  String subsystem() {
    return switch (group) {
      case "nfsd", "lockd" -> group;
      case "kworker" -> "workqueue";
      default -> "tasks";
    };
  }

  public static TaskSeat serviceThread(
      String service, int number, ActorRef<? super WorkerNews> owner) {
    Closer closer = service.equals("nfsd") ? Closer.NFSD : Closer.KTHREAD;
    return new TaskSeat(service + "-" + number, service, closer, owner, number, true);
  }

  /** A thread of a process that serves requests, in user mode between two. */
  public static TaskSeat daemonThread(
      String daemon, int number, ActorRef<? super WorkerNews> owner) {
    return new TaskSeat(daemon + "-" + number, daemon, Closer.USER, owner, number, true);
  }

  public static TaskSeat worker(int number, ActorRef<? super WorkerNews> owner) {
    return new TaskSeat("kworker-" + number, "kworker", Closer.KTHREAD, owner, number, false);
  }

  public static TaskSeat scripted(String name, String group, boolean kthread) {
    return kthread
        ? new TaskSeat(name, group, Closer.KTHREAD, null, 0, false)
        : new TaskSeat(name, group, Closer.USER, null, 0, true);
  }
}
