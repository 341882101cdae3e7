package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Unfinished;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.model.Cooling;
import org.fputlab.model.DelayedWork;
import org.fputlab.model.FileTable;
import org.fputlab.model.KernelSpec;

/**
 * The closes that have begun and not ended: when one begins to count, which of them are left to the
 * worker, and how long each takes.
 *
 * <p>Of those whose closer goes on at once it is also told how long that is: to the end, or where
 * the closer itself runs the close later and waits for it, to its begin.
 */
public final class PendingCloses {

  private final Engine engine;
  private final ActorRef<? super DelayedPut.Command> list;
  private final FileTable files;
  private final DelayedWork delayed = new DelayedWork();
  private final Cooling timer;
  private final boolean coolsDown;
  private final Gauge pending;
  private final Samples lag;
  private final Samples putOffLag;
  private final DelayedBatches batches;
  private final List<Gauge> listed = new ArrayList<>();

  PendingCloses(Machine machine, ActorRef<? super DelayedPut.Command> list, FileTable files) {
    this.list = list;
    this.engine = machine.engine();
    this.files = files;
    this.coolsDown = machine.spec().costs().coldAfter() > 0;
    this.timer = new Cooling(machine.spec().costs().coldAfter());
    this.pending = engine.tables().gauges().of(Meters.PENDING_CLOSES);
    this.lag = engine.tables().samples().of(Meters.CLOSE_LAG);
    this.putOffLag = engine.tables().samples().of(Meters.PUT_OFF_LAG);
    this.batches = new DelayedBatches(engine);
    for (KernelSpec.Mount mount : machine.mounts()) {
      listed.add(engine.tables().listed().of(mount.name()));
    }
    lag.begunIn(() -> new Unfinished(pending.depth(), files.oldestPut()));
  }

  long count() {
    return pending.depth();
  }

  /** Drops a reference; returns whether it was the last. */
  boolean drop(int file) {
    boolean last = files.put(file, engine.now());
    if (last && !files.isHandedOver(file)) {
      pending.add(1);
    }
    return last;
  }

  /** Somebody else is to drop this reference. */
  void handOver(int file) {
    if (files.handOver(file, engine.now())) {
      pending.add(1);
    }
  }

  /**
   * Leaves a file to the worker; returns what part of its cold cost starting the worker's timer
   * takes, which is none where it runs already.
   */
  double putOff(int file, int cpu) {
    list.tell(new DelayedPut.Add(file, cpu));
    files.list(file);
    listed.get(files.mount(file)).add(1);
    batches.added();
    if (!delayed.add()) {
      return 0;
    }
    if (coolsDown) {
      engine.tables().touches().time();
    }
    return timer.run(engine.now());
  }

  /** Somebody takes all that were left to the worker. */
  void take(boolean asWork, ActorRef<? super Batches.Batch> replyTo) {
    delayed.take(asWork);
    batches.taken(replyTo);
    list.tell(new DelayedPut.TakeAll(asWork, replyTo));
  }

  /** Leaves a file until the task that put it returns to user mode. */
  void leave(int file) {
    files.leave(file);
  }

  /** Who has left a file now finalises it, and waits for that. */
  void begin(int file, ActorRef<?> by) {
    if (files.isListed(file)) {
      batches.begun(file, by);
    }
    if (files.isLeft(file)) {
      putOffLag.record(engine.now() - files.putAt(file));
    }
  }

  /** A {@code flush_delayed_fput} that began when this task took the list has ended. */
  void flushEnded(ActorRef<?> by) {
    batches.flushEnded(by);
  }

  /** A close has ended. */
  void done(int file) {
    long took = engine.now() - files.putAt(file);
    lag.record(took);
    if (files.isListed(file)) {
      listed.get(files.mount(file)).remove(1);
      batches.done(file);
    }
    if (files.isListed(file) || files.isHandedOver(file)) {
      putOffLag.record(took);
    }
    pending.remove(1);
  }
}
