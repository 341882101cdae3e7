package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.files.ClosePaths;
import org.fputlab.kernel.files.Closings;
import org.fputlab.kernel.files.DelayedPut;
import org.fputlab.kernel.files.FilePuts;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.files.PutLists;
import org.fputlab.kernel.files.TaskWork;
import org.fputlab.kernel.locks.Drivers;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.memory.MemoryPaths;
import org.fputlab.kernel.mounts.FreezePaths;
import org.fputlab.kernel.mounts.MountPaths;
import org.fputlab.kernel.processors.Cpus;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.sockets.SocketPaths;
import org.fputlab.kernel.workqueues.Workqueue;
import org.fputlab.model.Calls;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockKey;
import org.fputlab.model.LockName;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Path;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;
import org.fputlab.model.Ticks;
import org.fputlab.model.WorkItems;

/**
 * What one task does at each word of the step language: it asks the subsystem in charge and sleeps
 * until that answers, or calls a path of the kernel's own. What takes more than that is in the
 * areas: {@link OpenFiles}, {@link FilePuts}, {@link PutLists}, {@link ClosePaths}, {@link
 * MountPaths}, {@link SocketPaths} and {@link MemoryPaths}.
 */
public final class TaskCalls implements Calls {

  private final Engine engine;
  private final Directory directory;
  private final Execution execution;
  private final ActorRef<Task.Command> self;
  private final Ticks ticks;
  private final Waits waits;
  private final Closings closings;
  private final OpenFiles files;
  private final MountPaths mounts;
  private final ClosePaths closes;
  private final FilePuts puts;
  private final PutLists lists;
  private final SocketPaths sockets;
  private final FreezePaths freezes;

  TaskCalls(Engine engine, Directory directory, Execution execution) {
    this.engine = engine;
    this.directory = directory;
    this.execution = execution;
    this.self = execution.self();
    this.ticks = new Ticks(directory.spec.jiffy());
    this.waits = execution.waits();
    TaskWork taskWork = new TaskWork();
    this.closings = new Closings(engine, execution);
    this.files = new OpenFiles(directory, execution, closings);
    this.mounts = new MountPaths(directory, execution, closings, taskWork);
    this.closes = new ClosePaths(directory, execution, closings);
    this.puts = new FilePuts(directory, execution, closings, files, taskWork);
    this.lists = new PutLists(directory, execution, closings, puts, mounts, taskWork);
    this.sockets = new SocketPaths(directory, execution, closings, files, lists);
    this.freezes = new FreezePaths(engine, directory, execution, closings);
  }

  public Execution execution() {
    return execution;
  }

  public Closings closings() {
    return closings;
  }

  public OpenFiles files() {
    return files;
  }

  public MountPaths mounts() {
    return mounts;
  }

  public ClosePaths closes() {
    return closes;
  }

  public FilePuts puts() {
    return puts;
  }

  public PutLists lists() {
    return lists;
  }

  public SocketPaths sockets() {
    return sockets;
  }

  public FreezePaths freezes() {
    return freezes;
  }

  void start(Task.Run run) {
    files.startCall(run.mount());
    lists.startCall(run.files());
    execution.start(run);
  }

  void start(Task.RunWork run) {
    KernelSpec.Mount mount = run.mount();
    if (mount != null) {
      files.give(run.work().file(), run.file(), mount);
    }
    execution.start(run.work(), run.item(), run.cpu());
  }

  // Locks

  @Override
  public boolean acquire(LockName lock, boolean shared, Sleeping how, String word) {
    LockName name = closings.resolve(lock);
    directory.ownerOf(name).tell(new LockRequest.Acquire(name, shared, self));
    return execution.block(resource(lock, name, word), shared, true, state(how), null);
  }

  private static Sleep state(Sleeping how) {
    return switch (how) {
      case UNINTERRUPTIBLE -> Sleep.UNINTERRUPTIBLE;
      case KILLABLE -> Sleep.KILLABLE;
      case INTERRUPTIBLE -> Sleep.INTERRUPTIBLE;
    };
  }

  private Resource resource(LockName asked, LockName name, String word) {
    LockKey key = LockKey.of(name);
    if (!key.perType()) {
      return waits.lock(name, key, "", word);
    }
    String type = closings.typeOf(asked);
    return waits.lock(name, key, type.isEmpty() ? directory.typeOf(name) : type, word);
  }

  @Override
  public boolean release(LockName lock, boolean shared) {
    LockName name = closings.resolve(lock);
    if (directory.spec.semaphores().containsKey(name.word())) {
      dropUnit(waits.semaphore(name));
    } else {
      execution.row().drop(resource(lock, name, ""));
    }
    directory.ownerOf(name).tell(new LockRequest.Release(name, shared));
    return true;
  }

  /** A task that took no unit gives back one that another took, or one more. */
  private void dropUnit(Resource semaphore) {
    if (execution.row().isHolding(semaphore)) {
      execution.row().drop(semaphore);
    }
  }

  @Override
  public boolean waitForCompletion(String name, Sleeping how) {
    directory.drivers().tell(new Drivers.WaitFor(name, self));
    return execution.block(waits.completion(name), false, false, state(how), null);
  }

  @Override
  public boolean complete(String name, boolean all) {
    directory.drivers().tell(new Drivers.Complete(name, all));
    return true;
  }

  @Override
  public boolean freezeSuper(String superblock) {
    return freezes.freeze(superblock);
  }

  @Override
  public boolean thawSuper(String superblock) {
    return freezes.thaw(superblock);
  }

  // Time

  @Override
  public boolean cpu(Dist time) {
    long nanos = stretched("cpu", execution.sample(time));
    directory.cpus().tell(new Cpus.Burst(nanos, execution.bound(), self));
    return false;
  }

  @Override
  public boolean io(Dist time) {
    engine.after(stretched("io", execution.sample(time)), self, Task.Elapsed.INSTANCE);
    return execution.block(waits.io(), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  @Override
  public boolean sleep(Dist time) {
    engine.after(execution.sample(time), self, Task.Elapsed.INSTANCE);
    return execution.block(waits.timer(), false, false, Sleep.IDLE, null);
  }

  @Override
  public boolean msleep(Dist time) {
    long delay = ticks.msleep(engine.now(), execution.sample(time), directory.spec.version());
    engine.after(delay, self, Task.Elapsed.INSTANCE);
    return execution.block(waits.timer(), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** {@code sleep} stays as it is: it waits by choice, not because something is slow. */
  private long stretched(String word, long nanos) {
    if (directory.slowdowns.isEmpty()) {
      return nanos;
    }
    List<String> stack = Frame.functions(execution.row().frame());
    return Math.round(
        nanos * directory.slowdowns.factor(name -> name.equals(word) || stack.contains(name)));
  }

  /** Sleeps with nothing to wait for but the end of a fault. */
  public boolean park(String untilCompletion) {
    directory.drivers().tell(new Drivers.WaitFor(untilCompletion, self));
    return execution.block(waits.pause(execution.seat().name()), false, false, Sleep.IDLE, null);
  }

  // Servers

  @Override
  public boolean rpc(String server, String operation, boolean killable, boolean async) {
    String name = closings.resolveServer(server);
    KernelSpec.Server spec = directory.spec.servers().get(name);
    boolean loopback = spec != null && spec.nfsd();
    long key = execution.random().nextLong();
    Resource reply = loopback ? waits.call(name, operation) : waits.server(name);
    directory
        .server(name)
        .tell(new RemoteServer.Call(operation, key, loopback ? reply : null, async ? null : self));
    if (async) {
      return true;
    }
    Sleep how = killable ? Sleep.KILLABLE : Sleep.UNINTERRUPTIBLE;
    return execution.block(reply, false, false, how, loopback ? "nfsd" : null);
  }

  void rpcDone(boolean timedOut) {
    if (timedOut) {
      engine.tables().tasks().withdrawProofs();
      Resource server = execution.awaited();
      engine
          .tables()
          .journal()
          .note(engine.now(), execution.seat().name(), "call to " + server + " timed out");
    }
    execution.goOn();
  }

  // Files

  @Override
  public boolean open(String file, String mount, String inode, OpenMode mode) {
    return files.open(file, mount, inode, mode);
  }

  @Override
  public boolean close(String file) {
    return puts.close(file, this);
  }

  @Override
  public boolean fput(String file) {
    return puts.fput(file);
  }

  @Override
  public boolean fputSync(String file) {
    return puts.fputSync(file);
  }

  @Override
  public boolean fputBounded(String file, int most) {
    return puts.fputBounded(file, most);
  }

  @Override
  public boolean nfsdFilePut(String file) {
    return puts.nfsdFilePut(file);
  }

  @Override
  public boolean getFile(String file) {
    return files.getFile(file);
  }

  @Override
  public boolean unlink(String file) {
    return files.unlink(file);
  }

  @Override
  public boolean flushDelayedFput() {
    execution.push(lists.flushDelayedFput());
    return true;
  }

  @Override
  public boolean returnToUser() {
    if (lists.hasTaskWork()) {
      execution.push(PutLists.TASK_WORK_RUN);
    }
    return true;
  }

  // Memory, mounts, sockets, workers

  @Override
  public boolean mmap(String file, String mm) {
    execution.push(MemoryPaths.mmap(file, mm));
    return true;
  }

  @Override
  public boolean munmap(String file, String mm) {
    execution.push(MemoryPaths.munmap(file, mm));
    return true;
  }

  @Override
  public boolean pageFault(String mm) {
    execution.push(MemoryPaths.pageFault(mm));
    return true;
  }

  @Override
  public boolean umount(String mount, boolean lazy) {
    execution.push(mounts.umountPath(mount, lazy));
    return true;
  }

  @Override
  public boolean mount(String mount) {
    return mounts.mount(mount);
  }

  @Override
  public boolean retry(Dist pause, Step step) {
    return Retries.begin(execution, pause, step);
  }

  @Override
  public boolean send(String file, String socket) {
    return sockets.send(file, socket);
  }

  @Override
  public boolean unixRelease() {
    return sockets.release();
  }

  @Override
  public boolean unixGc() {
    return sockets.gc();
  }

  @Override
  public boolean queueWork(String work) {
    directory.workqueue().tell(new Workqueue.Queue(work, execution.cpu()));
    return puts.queueing().run(this);
  }

  @Override
  public boolean queueWork(String work, String file) {
    return puts.queueWork(work, file);
  }

  @Override
  public boolean flushWork(String work) {
    directory.workqueue().tell(new Workqueue.Flush(work, self));
    return sleepUntilFlushed(work);
  }

  /** {@code flush_delayed_work(&delayed_fput_work)}. */
  public boolean flushDelayedFputWork() {
    directory.delayedFput().tell(new DelayedPut.Flush(self));
    return sleepUntilFlushed(DelayedPut.FPUT_WORK);
  }

  private boolean sleepUntilFlushed(String work) {
    Resource item = waits.work(work);
    if (!WorkItems.flushTellsOnlyOfBusy(directory.spec.version())) {
      execution.row().asks(item, false, engine.now());
    }
    return execution.blockUnasked(item, false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** The item to be flushed is queued or running. */
  void flushFindsBusy(String work) {
    execution.row().asks(waits.work(work), false, engine.now());
  }

  @Override
  public boolean flushWorkqueue(String queue) {
    directory.workqueue().tell(new Workqueue.FlushAll(queue, self));
    return execution.block(waits.flush(queue), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** Whatever was queued later is not waited for. */
  void flushWaitsFor(Resource item) {
    execution.blockOn(item);
  }

  @Override
  public boolean kthreadStop(String thread) {
    ActorRef<Task.Command> one = directory.task(thread);
    if (one != null) {
      one.tell(new Task.Stop(self));
      return execution.block(waits.thread(thread), false, false, Sleep.UNINTERRUPTIBLE, null);
    }
    List<Step> each = new ArrayList<>();
    for (String name : directory.taskNames()) {
      if (name.startsWith(thread + "-")) {
        each.add(new Step.KthreadStop(name));
      }
    }
    execution.push(new Path("svc_set_num_threads", each));
    return true;
  }

  @Override
  public boolean call(Path path) {
    execution.push(path);
    return true;
  }
}
