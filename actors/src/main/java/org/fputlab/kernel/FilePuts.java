package org.fputlab.kernel;

import java.util.List;
import org.fputlab.model.Calls;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task drops a reference to a file, and what it does when that was the last.
 *
 * <p>Emulates {@code filp_close} (fs/open.c), {@code fput} and {@code __fput_sync}
 * (fs/file_table.c) and {@code nfsd_file_put} (fs/nfsd/filecache.c), v6.6. Which way a last put
 * goes is the {@link ClosePolicy}'s.
 */
final class FilePuts {

  private final Directory directory;
  private final Execution execution;
  private final Closings closings;
  private final OpenFiles files;
  private final TaskWork taskWork;
  private final Closer closer;
  private final ClosePolicy policy;

  FilePuts(
      Directory directory,
      Execution execution,
      Closings closings,
      OpenFiles files,
      TaskWork taskWork) {
    this.directory = directory;
    this.execution = execution;
    this.closings = closings;
    this.files = files;
    this.taskWork = taskWork;
    this.closer = execution.closer();
    this.policy = directory.policy();
  }

  /**
   * close(2) finalises in the caller (fs/open.c, v6.6); nfsd and kernel threads go by the policy.
   */
  boolean close(String name, Calls calls) {
    OpenFiles.Variable variable = files.variable(name);
    if (variable.file() == OpenFiles.NONE) {
      return true;
    }
    closings.closerWaits();
    Step put =
        closer.isKthread()
            ? all -> ((TaskCalls) all).puts().put(variable.file(), cacheCloser())
            : new Step.FputSync(name);
    Path flush = variable.mount().fileSystem().flush();
    if (flush.isEmpty()) {
      return put.run(calls);
    }
    execution.push(new Path("filp_close", List.of(new Step.Call(flush), put)));
    return true;
  }

  private Closer cacheCloser() {
    return closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : closer;
  }

  boolean fput(String name) {
    return putNow(files.file(name));
  }

  boolean nfsdFilePut(String name) {
    int file = files.file(name);
    if (file != OpenFiles.NONE) {
      directory.nfsd().tell(new Nfsd.FilePut(file));
    }
    return true;
  }

  boolean fputSync(String name) {
    int file = files.file(name);
    if (file == OpenFiles.NONE) {
      return true;
    }
    closings.closerWaitsIfNotYet();
    directory.vfs().tell(new Vfs.FputSync(file, execution.self()));
    return false;
  }

  /** {@code fput} by the task as it is. */
  boolean putNow(int file) {
    closings.closerWaits();
    return file == OpenFiles.NONE || put(file, closer);
  }

  /** A put from nfsd's file cache, by nfsd or by the cache's own worker. */
  boolean putCached(int file) {
    closings.closerWaits();
    return put(file, closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : Closer.WORKER_FILE_CACHE);
  }

  private boolean put(int file, Closer as) {
    if (policy.fput(as) == ClosePolicy.Route.DELAYED) {
      directory.vfs().tell(new Vfs.Fput(file, as, null));
      closings.closerGoesOn();
      return true;
    }
    directory.vfs().tell(new Vfs.Fput(file, as, execution.self()));
    return false;
  }

  void stillReferenced() {
    closings.closerNeverWaited();
    execution.goOn();
  }

  void putLater(Task.PutLater put) {
    closings.closerNeverWaited();
    taskWork.add(new TaskWork.Put(put.file(), put.mount(), true));
    execution.goOn();
  }
}
