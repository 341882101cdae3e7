package org.fputlab.kernel.files;

import java.util.List;
import org.fputlab.engine.RandomStream;
import org.fputlab.kernel.nfsd.Nfsd;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.TaskCalls;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.Calls;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task drops a reference to a file, and what it does when that was the last.
 *
 * <p>Emulates {@code filp_close} (fs/open.c), {@code fput} and {@code __fput_sync}
 * (fs/file_table.c) and {@code nfsd_file_put} (fs/nfsd/filecache.c), v6.6. Which way a last put
 * goes is the {@link ClosePolicy}'s.
 */
public final class FilePuts {

  private static final Step CLOSER_GOES_ON = calls -> ((TaskCalls) calls).puts().closerGoesOn();
  private static final Step CALL_FLUSH = calls -> ((TaskCalls) calls).puts().callFlush();
  private static final Step END_OF_FLUSH = calls -> ((TaskCalls) calls).puts().endOfFlush();

  private final Directory directory;
  private final Execution execution;
  private final Closings closings;
  private final OpenFiles files;
  private final TaskWork taskWork;
  private final Closer closer;
  private final ClosePolicy policy;
  private final KernelSpec.Costs costs;

  public FilePuts(
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
    this.costs = directory.spec.costs();
  }

  private boolean closerGoesOn() {
    closings.closerGoesOn();
    return true;
  }

  /**
   * close(2) finalises in the caller (fs/open.c, v6.6); nfsd and kernel threads go by the policy.
   */
  public boolean close(String name, Calls calls) {
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
    Step begin = all -> ((TaskCalls) all).puts().beginFlush(variable.file());
    execution.push(new Path("filp_close", List.of(begin, CALL_FLUSH, END_OF_FLUSH, put)));
    return true;
  }

  private boolean beginFlush(int file) {
    directory.vfs().tell(new Vfs.BeginFlush(file, execution.self()));
    return false;
  }

  void flush(PutAnswer.Flush answer) {
    closings.beginFlush(answer);
    execution.goOn();
  }

  private boolean callFlush() {
    execution.push(closings.current().fileSystem().flush());
    return true;
  }

  private boolean endOfFlush() {
    closings.endFlush();
    return true;
  }

  private Closer cacheCloser() {
    return closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : closer;
  }

  public boolean fput(String name) {
    return putNow(files.file(name));
  }

  /** {@code fput} while fewer than {@code most} closes are pending, else {@code __fput_sync}. */
  public boolean fputBounded(String name, int most) {
    int file = files.file(name);
    if (file != OpenFiles.NONE) {
      closings.closerWaits();
      directory
          .vfs()
          .tell(new Vfs.FputBounded(file, closer, execution.cpu(), most, execution.self()));
    }
    return file == OpenFiles.NONE;
  }

  public boolean nfsdFilePut(String name) {
    int file = files.file(name);
    if (file != OpenFiles.NONE) {
      directory.nfsd().tell(new Nfsd.FilePut(file));
    }
    return true;
  }

  public boolean fputSync(String name) {
    int file = files.file(name);
    if (file == OpenFiles.NONE) {
      return true;
    }
    if (!files.isHandedOver(name)) {
      closings.closerWaitsIfNotYet();
    }
    directory.vfs().tell(new Vfs.FputSync(file, execution.self()));
    return false;
  }

  /** {@code fput} by the task as it is. */
  boolean putNow(int file) {
    if (file == OpenFiles.NONE) {
      return true;
    }
    closings.closerWaits();
    return put(file, closer);
  }

  /** A put from nfsd's file cache, by nfsd or by the cache's own worker. */
  boolean putCached(int file) {
    closings.closerWaits();
    return put(file, closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : Closer.WORKER_FILE_CACHE);
  }

  private boolean put(int file, Closer as) {
    if (!costs.ofPuttingOff() && policy.fput(as) == ClosePolicy.Route.DELAYED) {
      directory.vfs().tell(new Vfs.Fput(file, as, execution.cpu(), execution.self(), null));
      closings.closerGoesOn();
      return true;
    }
    directory
        .vfs()
        .tell(new Vfs.Fput(file, as, execution.cpu(), execution.self(), execution.self()));
    return false;
  }

  void stillReferenced() {
    closings.closerNeverWaited();
    execution.goOn();
  }

  void putOff(double timer) {
    RandomStream random = execution.sideStream();
    long cost = costs.fput().sample(random);
    if (timer > 0) {
      cost += Math.round(timer * costs.scheduleDelayedWork().sample(random));
    }
    execution.push(new Path("fput", List.of(computing(cost), CLOSER_GOES_ON)));
    execution.goOn();
  }

  void putLater(PutAnswer.PutLater put) {
    closings.closerNeverWaited();
    taskWork.add(new TaskWork.Put(put.file(), put.mount(), true));
    if (costs.fput().mean() > 0) {
      long cost = costs.fput().sample(execution.sideStream());
      execution.push(new Path("fput", List.of(computing(cost))));
    }
    execution.goOn();
  }

  private static Step computing(long nanos) {
    return calls -> nanos == 0 || calls.cpu(new Dist.Fixed(nanos));
  }

  // Handing a file to a work item

  /** {@code queue_work} of an item of its own, which takes the reference over. */
  public boolean queueWork(String work, String name) {
    OpenFiles.Variable variable = files.variable(name);
    if (variable.file() != OpenFiles.NONE) {
      closings.closerWaits();
      directory.vfs().tell(new Vfs.HandOver(variable.file()));
      directory
          .workqueue()
          .tell(new Workqueue.QueueFile(work, execution.cpu(), variable.file(), variable.mount()));
      execution.push(new Path("queue_work", List.of(queueing(), CLOSER_GOES_ON)));
    }
    return true;
  }

  /** What {@code queue_work} itself takes. */
  public Step queueing() {
    return computing(costs.queueWork().sample(execution.sideStream()));
  }
}
