package org.fputlab.kernel;

import java.util.List;
import org.fputlab.engine.Sleep;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What one task does with unix sockets: sending files, dropping those queued at a socket being
 * closed, and running the garbage collector.
 *
 * <p>Emulates {@code unix_release_sock}, {@code scm_destroy} and {@code unix_gc} (net/unix,
 * net/core/scm.c, v6.6).
 */
final class SocketPaths {

  private static final Path PURGE =
      new Path("scm_destroy", List.of(ClosePaths.step(ClosePaths::putNextInBatch)));

  private static final Path GC =
      new Path(
          "unix_gc",
          List.of(
              ClosePaths.step(closes -> closes.sockets().startGc()),
              ClosePaths.step(closes -> closes.sockets().purgeGarbage()),
              ClosePaths.step(closes -> closes.sockets().endGc())));

  private final Directory directory;
  private final Execution execution;
  private final ClosePaths closes;
  private boolean collecting;
  private boolean found;

  SocketPaths(Directory directory, Execution execution, ClosePaths closes) {
    this.directory = directory;
    this.execution = execution;
    this.closes = closes;
  }

  boolean send(String file, String socket) {
    Step send = ClosePaths.step(all -> all.sockets().sendNow(file, socket));
    execution.push(new Path("unix_stream_sendmsg", List.of(send)));
    return true;
  }

  private boolean sendNow(String file, String socket) {
    int passed = closes.file(file);
    int over = closes.file(socket);
    if (passed == ClosePaths.NONE || over == ClosePaths.NONE) {
      return true;
    }
    directory.vfs().tell(new Vfs.GetFile(passed));
    directory.sockets().tell(new UnixSockets.Send(passed, over, execution.self()));
    return execution.block(
        execution.waits().gcInProgress(), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** Inside a socket's {@code ->release}: its queue is purged here. */
  boolean release() {
    Closing socket = closes.closing();
    if (socket == null) {
      return true;
    }
    Step take =
        ClosePaths.step(
            all -> {
              directory.sockets().tell(new UnixSockets.Purge(socket.file, execution.self()));
              return false;
            });
    execution.push(new Path("unix_release_sock", List.of(take, new Step.Call(PURGE))));
    return true;
  }

  /** A socket that the collector itself puts does not start it again. */
  boolean gc() {
    if (!collecting) {
      execution.push(GC);
    }
    return true;
  }

  private boolean startGc() {
    directory.sockets().tell(new UnixSockets.StartGc(execution.self()));
    return false;
  }

  void garbage(Task.Garbage garbage) {
    collecting = garbage.started();
    found = garbage.files().items().size() > 0;
    if (collecting) {
      execution.row().hold(execution.waits().gcInProgress(), false, execution.now());
    }
    if (found) {
      closes.batch(garbage.files().items());
    } else {
      execution.goOn();
    }
  }

  private boolean purgeGarbage() {
    if (found) {
      found = false;
      execution.push(PURGE);
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
