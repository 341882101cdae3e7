package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Frame;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.model.Calls;
import org.fputlab.model.Closer;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * What one task is in the middle of: its stack of paths, and what it holds and waits for, as its
 * row in the task table shows. It does the steps of the language; those about files are in {@link
 * ClosePaths}.
 */
final class Execution implements Calls {

  private static final Path[] NO_PATHS = {};

  private final Engine engine;
  private final ActorLog log;
  private final Directory directory;
  private final TaskSeat seat;
  private final ActorRef<Task.Command> self;
  private final TaskRow row;
  private final Waits waits;
  private final ClosePaths closes;
  private final RandomStream random;
  private final long streamKey;
  private final Frame bottom;
  private Path[] paths = NO_PATHS;
  private int[] next = {};
  private @Nullable Frame[] callers = new @Nullable Frame[0];
  private int depth;
  private @Nullable Resource served;
  private @Nullable Resource awaited;
  private boolean awaitedShared;
  private boolean holdsWhenGranted;
  private @Nullable Wait pausedIn;
  private boolean idle = true;

  Execution(Engine engine, Directory directory, TaskSeat seat, ActorRef<Task.Command> self) {
    this.engine = engine;
    this.log = new ActorLog(engine, seat.subsystem(), seat.name());
    this.directory = directory;
    this.seat = seat;
    this.self = self;
    this.row =
        engine.tables().tasks().register(seat.name(), seat.group(), seat.closer().isKthread());
    this.waits = new Waits(engine.tables().tasks());
    this.streamKey = RandomStream.key(engine.seed(), seat.name());
    this.random = new RandomStream(streamKey);
    this.closes = new ClosePaths(engine, directory, this, seat.closer());
    this.bottom = Frame.push(null, seat.closer().isKthread() ? "kthread" : "entry_SYSCALL_64");
    row.hold(waits.thread(seat.name()), false, 0);
    row.provides(directory.completions.of(seat.group()));
    row.idle(engine.now());
  }

  // What the task tells it

  void start(Task.Run run) {
    random.rewind(run.key());
    closes.startCall(run.mount(), run.files());
    served = run.serves();
    begin(run.path());
    if (served != null) {
      row.hold(served, false, engine.now());
    }
  }

  void start(KernelSpec.Work work) {
    directory.completions.begins(work.name(), row);
    random.rewind(RandomStream.key(streamKey, engine.now()));
    row.work(work.queue() + " " + work.run().function());
    begin(work.run());
    row.hold(waits.queue(work.queue()), true, engine.now());
    row.hold(waits.work(work.name()), false, engine.now());
  }

  void start(Path script, long run) {
    random.rewind(RandomStream.key(streamKey, run));
    begin(script);
  }

  private void begin(Path path) {
    idle = false;
    row.run();
    row.frame(bottom);
    push(path);
  }

  /** Does steps until the task sleeps; returns whether there is nothing left to do. */
  boolean proceed() {
    while (depth > 0) {
      Path path = paths[depth - 1];
      int step = next[depth - 1];
      if (step == path.length()) {
        pop();
      } else {
        next[depth - 1] = step + 1;
        if (log.isTracing() && path.step(step) instanceof Record told) {
          log.trace(row.frame(), told.toString());
        }
        if (!path.step(step).run(this)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The work is over: nothing may be left of it. */
  void finish() {
    if (served != null) {
      row.drop(served);
      served = null;
    }
    if (row.work() != null) {
      waits.endWork(row);
      row.work(null);
      directory.completions.ended(row);
    }
    row.frame(null);
    closes.forget();
    idle = true;
    row.idle(engine.now());
  }

  void end(TaskRow.State how) {
    if (how == TaskRow.State.EXITED) {
      row.drop(waits.thread(seat.name()));
    }
    row.end(how, engine.now());
  }

  boolean isIdle() {
    return idle;
  }

  boolean isKilled() {
    return row.state() == TaskRow.State.KILLED;
  }

  boolean hasTaskWork() {
    return closes.hasTaskWork();
  }

  long pauseBetweenRuns(KernelSpec.TaskSpec script) {
    return script.every().map(every -> every.sample(random)).orElse(0L);
  }

  void pause() {
    pausedIn = row.waitsFor();
    row.block(waits.pause(seat.name()), false, Sleep.UNINTERRUPTIBLE, null, engine.now());
  }

  void resume() {
    if (isIdle()) {
      row.idle(engine.now());
    } else if (pausedIn != null) {
      row.blockAgain(pausedIn);
    } else {
      row.run();
    }
    pausedIn = null;
  }

  // What answers and paths tell it

  void granted() {
    takeGranted();
    goOn();
  }

  /** Has what it asked for from now on, though it may not be able to go on yet. */
  void takeGranted() {
    Resource resource = awaited;
    if (resource != null && holdsWhenGranted) {
      row.hold(resource, awaitedShared, engine.now());
    }
    awaited = null;
    pausedIn = null;
  }

  void goOn() {
    awaited = null;
    if (!isKilled()) {
      row.run();
    }
  }

  /** Sleeps until an answer comes; returns false, as a step does that is not done. */
  boolean block(
      Resource resource, boolean shared, boolean hold, Sleep how, @Nullable String group) {
    awaited = resource;
    awaitedShared = shared;
    holdsWhenGranted = hold;
    row.block(resource, shared, how, group, engine.now());
    if (log.isOn()) {
      log.debug(row.frame(), "waits for " + resource + (shared ? ", shared" : ""));
    }
    return false;
  }

  /**
   * Calls {@code path}: its steps come next, with a frame of its own above those of {@code
   * through}.
   */
  void push(Path path, String... through) {
    if (depth == paths.length) {
      grow();
    }
    Frame caller = row.frame();
    Frame top = caller;
    for (String function : through) {
      top = Frame.push(top, function);
    }
    paths[depth] = path;
    next[depth] = 0;
    callers[depth++] = caller;
    row.frame(Frame.push(top, path.function()));
  }

  private void pop() {
    depth--;
    row.frame(callers[depth]);
    callers[depth] = null;
  }

  private void grow() {
    int larger = Math.max(8, depth * 2);
    paths = java.util.Arrays.copyOf(paths, larger);
    next = java.util.Arrays.copyOf(next, larger);
    callers = java.util.Arrays.copyOf(callers, larger);
  }

  /** Does the present step once more when what was called from it has returned. */
  void again() {
    next[depth - 1]--;
  }

  ClosePaths closes() {
    return closes;
  }

  TaskRow row() {
    return row;
  }

  RandomStream random() {
    return random;
  }

  ActorRef<Task.Command> self() {
    return self;
  }

  Closer closer() {
    return seat.closer();
  }

  long now() {
    return engine.now();
  }

  TaskSeat seat() {
    return seat;
  }

  Waits waits() {
    return waits;
  }

  // Locks

  @Override
  public boolean acquire(LockName lock, boolean shared, boolean killable, String word) {
    LockName name = closes.resolve(lock);
    directory.ownerOf(name).tell(new LockRequest.Acquire(name, shared, self));
    Sleep how = killable ? Sleep.KILLABLE : Sleep.UNINTERRUPTIBLE;
    return block(waits.lock(name, word), shared, true, how, null);
  }

  @Override
  public boolean release(LockName lock, boolean shared) {
    LockName name = closes.resolve(lock);
    row.drop(waits.lock(name, ""));
    directory.ownerOf(name).tell(new LockRequest.Release(name, shared));
    return true;
  }

  @Override
  public boolean waitForCompletion(String name, boolean killable) {
    directory.drivers().tell(new Drivers.WaitFor(name, self));
    Sleep how = killable ? Sleep.KILLABLE : Sleep.UNINTERRUPTIBLE;
    return block(waits.completion(name), false, false, how, null);
  }

  @Override
  public boolean complete(String name, boolean all) {
    directory.drivers().tell(new Drivers.Complete(name, all));
    return true;
  }

  // Time

  @Override
  public boolean cpu(Dist time) {
    directory.cpus().tell(new Cpus.Burst(stretched("cpu", time.sample(random)), self));
    return false;
  }

  @Override
  public boolean io(Dist time) {
    engine.after(stretched("io", time.sample(random)), self, Task.Elapsed.INSTANCE);
    return block(waits.io(), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  @Override
  public boolean sleep(Dist time) {
    engine.after(time.sample(random), self, Task.Elapsed.INSTANCE);
    return block(waits.timer(), false, false, Sleep.IDLE, null);
  }

  /** {@code sleep} stays as it is: it waits by choice, not because something is slow. */
  private long stretched(String word, long nanos) {
    if (directory.slowdowns.isEmpty()) {
      return nanos;
    }
    List<String> stack = Frame.functions(row.frame());
    return Math.round(
        nanos * directory.slowdowns.factor(name -> name.equals(word) || stack.contains(name)));
  }

  /** Sleeps with nothing to wait for but the end of a fault. */
  boolean park(String untilCompletion) {
    directory.drivers().tell(new Drivers.WaitFor(untilCompletion, self));
    return block(waits.pause(seat.name()), false, false, Sleep.IDLE, null);
  }

  // Servers

  @Override
  public boolean rpc(String server, String operation, boolean killable, boolean async) {
    String name = closes.resolveServer(server);
    KernelSpec.Server spec = directory.spec.servers().get(name);
    boolean loopback = spec != null && spec.nfsd();
    long key = random.nextLong();
    Resource reply = loopback ? waits.call(name, operation) : waits.server(name);
    directory
        .server(name)
        .tell(new RemoteServer.Call(operation, key, loopback ? reply : null, async ? null : self));
    if (async) {
      return true;
    }
    Sleep how = killable ? Sleep.KILLABLE : Sleep.UNINTERRUPTIBLE;
    return block(reply, false, false, how, loopback ? "nfsd" : null);
  }

  void rpcDone(boolean timedOut) {
    if (timedOut) {
      Resource server = awaited;
      engine.tables().journal().note(engine.now(), seat.name(), "call to " + server + " timed out");
    }
    goOn();
  }

  // Files: see ClosePaths

  @Override
  public boolean open(String file, String mount, String inode) {
    return closes.open(file, mount, inode);
  }

  @Override
  public boolean close(String file) {
    return closes.close(file);
  }

  @Override
  public boolean fput(String file) {
    return closes.fput(file);
  }

  @Override
  public boolean fputSync(String file) {
    return closes.fputSync(file);
  }

  @Override
  public boolean nfsdFilePut(String file) {
    return closes.nfsdFilePut(file);
  }

  @Override
  public boolean getFile(String file) {
    return closes.getFile(file);
  }

  @Override
  public boolean unlink(String file) {
    return closes.unlink(file);
  }

  @Override
  public boolean flushDelayedFput() {
    push(ClosePaths.DELAYED_FPUT, "flush_delayed_fput");
    return true;
  }

  @Override
  public boolean returnToUser() {
    if (closes.hasTaskWork()) {
      push(ClosePaths.TASK_WORK_RUN);
    }
    return true;
  }

  // Memory, mounts, sockets, workers

  @Override
  public boolean mmap(String file, String mm) {
    push(MemoryPaths.mmap(file, mm));
    return true;
  }

  @Override
  public boolean munmap(String file, String mm) {
    push(MemoryPaths.munmap(file, mm));
    return true;
  }

  @Override
  public boolean pageFault(String mm) {
    push(MemoryPaths.pageFault(mm));
    return true;
  }

  @Override
  public boolean umount(String mount, boolean lazy) {
    push(closes.umountPath(mount, lazy));
    return true;
  }

  void umounted(Task.UmountAnswer answer) {
    closes.umounted(answer);
    goOn();
  }

  @Override
  public boolean send(String file, String socket) {
    return closes.sockets().send(file, socket);
  }

  @Override
  public boolean unixRelease() {
    return closes.sockets().release();
  }

  @Override
  public boolean unixGc() {
    return closes.sockets().gc();
  }

  void garbage(Task.Garbage garbage) {
    closes.sockets().garbage(garbage);
  }

  @Override
  public boolean queueWork(String work) {
    directory.workqueue().tell(new Workqueue.Queue(work));
    return true;
  }

  @Override
  public boolean flushWork(String work) {
    directory.workqueue().tell(new Workqueue.Flush(work, self));
    return block(waits.work(work), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  @Override
  public boolean flushWorkqueue(String queue) {
    directory.workqueue().tell(new Workqueue.FlushAll(queue, self));
    return block(waits.queue(queue), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  @Override
  public boolean kthreadStop(String thread) {
    ActorRef<Task.Command> one = directory.task(thread);
    if (one != null) {
      one.tell(new Task.Stop(self));
      return block(waits.thread(thread), false, false, Sleep.UNINTERRUPTIBLE, null);
    }
    List<Step> each = new ArrayList<>();
    for (String name : directory.taskNames()) {
      if (name.startsWith(thread + "-")) {
        each.add(new Step.KthreadStop(name));
      }
    }
    push(new Path("svc_set_num_threads", each));
    return true;
  }

  @Override
  public boolean call(Path path) {
    push(path);
    return true;
  }
}
