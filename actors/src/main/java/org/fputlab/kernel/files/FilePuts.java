package org.fputlab.kernel.files;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.engine.RandomStream;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.processors.TimeCalls;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.TaskWork;
import org.fputlab.kernel.workqueues.WorkCalls;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
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

  private static final Step CLOSER_GOES_ON = step(FilePuts::closerGoesOn);
  private static final Step CALL_FLUSH = step(FilePuts::callFlush);
  private static final Step END_OF_FLUSH = step(FilePuts::endOfFlush);

  private final Files files;
  private final Running task;
  private final Execution execution;
  private final Closings closings;
  private final OpenFiles open;
  private final Closer closer;
  private final ClosePolicy policy;
  private final KernelSpec.Costs costs;

  FilePuts(Running task, Files files) {
    this.files = files;
    this.task = task;
    this.execution = task.execution();
    this.closings = task.the(Closings.class);
    this.open = task.the(OpenFiles.class);
    this.closer = execution.closer();
    this.policy = execution.machine().policy();
    this.costs = execution.machine().spec().costs();
  }

  private static Step step(Predicate<FilePuts> what) {
    return Step.inside(task -> what.test(task.the(FilePuts.class)));
  }

  private boolean closerGoesOn() {
    closings.closerGoesOn();
    return true;
  }

  /**
   * close(2) finalises in the caller (fs/open.c, v6.6); nfsd and kernel threads go by the policy.
   */
  public boolean close(String name) {
    OpenFiles.Variable variable = open.variable(name);
    if (variable.file() == OpenFiles.NONE) {
      return true;
    }
    closings.closerWaits();
    Step put =
        closer.isKthread()
            ? step(puts -> puts.put(variable.file(), cacheCloser()))
            : new FileWords.FputSync(name);
    Path flush = variable.mount().fileSystem().flush();
    if (flush.isEmpty()) {
      return put.run(task);
    }
    Step begin = step(puts -> puts.beginFlush(variable.file()));
    execution.push(new Path("filp_close", List.of(begin, CALL_FLUSH, END_OF_FLUSH, put)));
    return true;
  }

  private boolean beginFlush(int file) {
    files.vfs().tell(new Vfs.BeginFlush(file, execution.self()));
    return false;
  }

  /** The flush is the closer's, whose random numbers it goes on with. */
  void flush(PutAnswer.Flush answer) {
    closings.begin(begun -> new FileClosing(answer, begun));
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
    return putNow(open.file(name));
  }

  /** {@code fput} while fewer than {@code most} closes are pending, else {@code __fput_sync}. */
  public boolean fputBounded(String name, int most) {
    int file = open.file(name);
    if (file != OpenFiles.NONE) {
      closings.closerWaits();
      files
          .vfs()
          .tell(
              new Vfs.FputBounded(
                  file,
                  execution.atomic().closer(closer),
                  execution.cpu(),
                  most,
                  execution.self()));
    }
    return file == OpenFiles.NONE;
  }

  public boolean fputSync(String name) {
    int file = open.file(name);
    if (file == OpenFiles.NONE) {
      return true;
    }
    if (!open.isHandedOver(name)) {
      closings.closerWaitsIfNotYet();
    }
    files.vfs().tell(new Vfs.FputSync(file, execution.self()));
    return false;
  }

  /** {@code fput} by the task as it is. */
  public boolean putNow(int file) {
    if (file == OpenFiles.NONE) {
      return true;
    }
    closings.closerWaits();
    return put(file, execution.atomic().closer(closer));
  }

  /** A put from nfsd's file cache, by nfsd or by the cache's own worker. */
  public boolean putCached(int file) {
    closings.closerWaits();
    return put(file, closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : Closer.WORKER_FILE_CACHE);
  }

  private boolean put(int file, Closer as) {
    if (!costs.ofPuttingOff() && policy.fput(as) == ClosePolicy.Route.DELAYED) {
      files.vfs().tell(new Vfs.Fput(file, as, execution.cpu(), execution.self(), null));
      closings.closerGoesOn();
      return true;
    }
    files.vfs().tell(new Vfs.Fput(file, as, execution.cpu(), execution.self(), execution.self()));
    return false;
  }

  void stillReferenced() {
    closings.closerNeverWaited();
    execution.goOn();
  }

  void putOff(double timer) {
    RandomStream random = execution.draws().aside();
    long cost = costs.fput().sample(random);
    if (timer > 0) {
      cost += Math.round(timer * costs.scheduleDelayedWork().sample(random));
    }
    execution.push(new Path("fput", List.of(TimeCalls.computing(cost), CLOSER_GOES_ON)));
    execution.goOn();
  }

  void putLater(PutAnswer.PutLater put) {
    closings.closerNeverWaited();
    task.the(TaskWork.class).add(step(puts -> puts.finalise(put.file())));
    if (costs.fput().mean() > 0) {
      long cost = costs.fput().sample(execution.draws().aside());
      execution.push(new Path("fput", List.of(TimeCalls.computing(cost))));
    }
    execution.goOn();
  }

  /** A file whose last reference this task dropped, and which it finalises now. */
  private boolean finalise(int file) {
    closings.closerWaits();
    files.vfs().tell(new Vfs.Begin(file, execution.self()));
    return false;
  }

  // Handing a file to a work item

  /** {@code queue_work} of an item of its own, which takes the reference over. */
  public boolean queueWork(String work, String name) {
    OpenFiles.Variable variable = open.variable(name);
    if (variable.file() != OpenFiles.NONE) {
      closings.closerWaits();
      files.vfs().tell(new Vfs.HandOver(variable.file()));
      execution.push(
          new Path(
              "queue_work",
              List.of(
                  Step.inside(it -> it.the(WorkCalls.class).lockPool(work)),
                  step(puts -> puts.insertWork(work, variable)),
                  CLOSER_GOES_ON)));
    }
    return true;
  }

  /** {@code insert_work}: from here on a worker can have it. */
  private boolean insertWork(String work, OpenFiles.Variable file) {
    Step given = OpenFiles.giving(files.nameFor(work), file.file(), file.mount());
    files.workqueue().tell(new Workqueue.QueueOwn(work, execution.cpu(), given));
    return true;
  }
}
