package org.fputlab.kernel.sockets;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.files.Closing;
import org.fputlab.kernel.files.Closings;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.files.PutLists;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskCalls;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.KernelSpec;
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

  private static final List<Step> COLLECT =
      List.of(
          step(SocketPaths::startGc), step(SocketPaths::purgeGarbage), step(SocketPaths::endGc));

  private static final Path GC = new Path("unix_gc", COLLECT);

  /** The work item that collects, since 6.10. */
  public static final KernelSpec.Work GC_WORK =
      new KernelSpec.Work(
          Spelling.UNIX_GC_WORK, "events_unbound", "", true, new Path("__unix_gc", COLLECT));

  private final Directory directory;
  private final Execution execution;
  private final Closings closings;
  private final OpenFiles files;
  private final PutLists lists;
  private boolean collecting;
  private boolean found;

  public SocketPaths(
      Directory directory,
      Execution execution,
      Closings closings,
      OpenFiles files,
      PutLists lists) {
    this.directory = directory;
    this.execution = execution;
    this.closings = closings;
    this.files = files;
    this.lists = lists;
  }

  private static Step step(Predicate<SocketPaths> what) {
    return calls -> what.test(((TaskCalls) calls).sockets());
  }

  public boolean send(String file, String socket) {
    Step send = step(sockets -> sockets.sendNow(file, socket));
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
    directory.vfs().tell(new Vfs.GetFile(passed, execution.self()));
    directory.sockets().tell(new UnixSockets.Send(passed, over, execution.self()));
    return execution.block(
        execution.waits().gcInProgress(), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /**
   * Inside a socket's {@code ->release}: its queue is purged here, and the collector started if
   * sockets are in flight anywhere.
   */
  public boolean release() {
    Closing socket = closings.innermost();
    if (socket == null) {
      return true;
    }
    Step take =
        step(
            sockets -> {
              directory.sockets().tell(new UnixSockets.Purge(socket.file, execution.self()));
              return false;
            });
    execution.push(
        new Path(
            "unix_release_sock",
            List.of(take, new Step.Call(PutLists.SCM_DESTROY), new Step.UnixGc())));
    return true;
  }

  /** A socket that the collector itself puts does not start it again. */
  public boolean gc() {
    if (collecting) {
      return true;
    }
    if (directory.spec.version().isAtLeast(6, 10)) {
      directory.workqueue().tell(new Workqueue.Queue(GC_WORK.name(), execution.cpu()));
    } else {
      execution.push(GC);
    }
    return true;
  }

  private boolean startGc() {
    directory.sockets().tell(new UnixSockets.StartGc(execution.self()));
    return false;
  }

  public void garbage(Task.Garbage garbage) {
    collecting = garbage.started();
    found = garbage.files().items().size() > 0;
    if (collecting) {
      execution.row().hold(execution.waits().gcInProgress(), false, execution.now());
    }
    if (found) {
      lists.batch(garbage.files().items());
    } else {
      execution.goOn();
    }
  }

  private boolean purgeGarbage() {
    if (found) {
      found = false;
      execution.push(PutLists.SCM_DESTROY);
    }
    return true;
  }

  private boolean endGc() {
    if (collecting) {
      collecting = false;
      execution.row().drop(execution.waits().gcInProgress());
      directory.sockets().tell(new UnixSockets.EndGc());
    }
    return true;
  }
}
