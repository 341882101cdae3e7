package org.fputlab.kernel.sockets;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.files.FileClosing;
import org.fputlab.kernel.files.FilePuts;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.TaskWords;
import org.fputlab.kernel.workqueues.WorkWords;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Spelling;
import org.fputlab.model.Step;

/**
 * What one task does with unix sockets: sending files, dropping those queued at a socket being
 * closed, and running the garbage collector.
 *
 * <p>Emulates {@code unix_release_sock}, {@code scm_destroy} and {@code unix_gc} (net/unix,
 * net/core/scm.c, v6.6). Since 6.10 {@code unix_gc} only queues {@code unix_gc_work}, which
 * collects (net/unix/garbage.c, v6.10): what it puts as a kernel thread goes by the policy.
 */
public final class SocketPaths {

  /** {@code scm_destroy} (net/core/scm.c, v6.6): puts each file of the batch. */
  private static final Path SCM_DESTROY =
      new Path("scm_destroy", List.of(step(SocketPaths::putNext)));

  private static final LockName GC_IN_PROGRESS = new LockName("gc_in_progress", "");

  private static final List<Step> COLLECT =
      List.of(
          step(SocketPaths::startGc, new Effect.Sets(GC_IN_PROGRESS)),
          step(SocketPaths::purgeGarbage, new Effect.Empties(Effect.Store.SOCKET_GARBAGE)),
          step(SocketPaths::endGc, new Effect.Clears(GC_IN_PROGRESS)));

  private static final Path GC = new Path("unix_gc", COLLECT);

  /** The work item that collects, since 6.10. */
  static final KernelSpec.Work GC_WORK =
      new KernelSpec.Work(
          Spelling.UNIX_GC_WORK, "events_unbound", "", true, new Path("__unix_gc", COLLECT));

  /** What {@code unix_gc} brings about: since 6.10 a worker collects. */
  static final Effect UNIX_GC =
      new Effect.Since(
          6,
          10,
          List.of(new Effect.Queues(Spelling.UNIX_GC_WORK, "")),
          List.of(new Effect.Runs(GC)));

  /** What a sender waits for: since 6.10 nothing. */
  static final Effect WAITS_FOR_GC =
      new Effect.Since(6, 10, List.of(), List.of(new Effect.WaitsForFlag(GC_IN_PROGRESS)));

  private final Sockets sockets;
  private final Running task;
  private final Execution execution;
  private final OpenFiles files;
  private boolean collecting;
  private boolean found;

  SocketPaths(Running task, Sockets sockets) {
    this.task = task;
    this.sockets = sockets;
    this.execution = task.execution();
    this.files = task.the(OpenFiles.class);
  }

  private static Step step(Predicate<SocketPaths> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(SocketPaths.class)), effects);
  }

  public boolean send(String file, String socket) {
    Step send = step(paths -> paths.sendNow(file, socket));
    execution.push(new Path("unix_stream_sendmsg", List.of(send)));
    return true;
  }

  private boolean sendNow(String file, String socket) {
    int passed = files.file(file);
    int over = files.file(socket);
    if (passed == OpenFiles.NONE || over == OpenFiles.NONE) {
      return true;
    }
    if (!files.isSocket(socket)) {
      execution.noted("sendmsg over " + socket + " fails with ENOTSOCK");
      execution.callEnded(false);
      return true;
    }
    sockets.vfs().tell(new Vfs.GetFile(passed, execution.self()));
    sockets.actor().tell(new UnixSockets.Send(passed, over, execution.self()));
    return execution.block(
        execution.waits().gcInProgress(), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /**
   * Inside a socket's {@code ->release}: its queue is purged here, and the collector started if
   * sockets are in flight anywhere.
   */
  public boolean release() {
    if (!(task.the(Closings.class).innermost() instanceof FileClosing socket)) {
      return true;
    }
    Step take =
        step(
            paths -> {
              sockets.actor().tell(new UnixSockets.Purge(socket.file(), execution.self()));
              return false;
            });
    execution.push(
        new Path(
            "unix_release_sock",
            List.of(take, new TaskWords.Call(SCM_DESTROY), new SocketWords.UnixGc())));
    return true;
  }

  /** A socket that the collector itself puts does not start it again. */
  public boolean gc() {
    if (collecting) {
      return true;
    }
    if (execution.machine().spec().version().isAtLeast(6, 10)) {
      return new WorkWords.QueueWork(GC_WORK.name()).run(task);
    }
    execution.push(GC);
    return true;
  }

  private boolean putNext() {
    int file = task.the(Batches.class).next();
    return file == Batches.NONE || task.the(FilePuts.class).putNow(file);
  }

  private boolean startGc() {
    sockets.actor().tell(new UnixSockets.StartGc(execution.self()));
    return false;
  }

  public void garbage(Garbage garbage) {
    collecting = garbage.started();
    found = garbage.files().items().size() > 0;
    if (collecting) {
      execution.row().hold(execution.waits().gcInProgress(), false, execution.now());
    }
    if (found) {
      task.the(Batches.class).begin(garbage.files().items());
    }
    execution.goOn();
  }

  private boolean purgeGarbage() {
    if (found) {
      found = false;
      execution.push(SCM_DESTROY);
    }
    return true;
  }

  private boolean endGc() {
    if (collecting) {
      collecting = false;
      execution.row().drop(execution.waits().gcInProgress());
      sockets.actor().tell(new UnixSockets.EndGc());
    }
    return true;
  }
}
