package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Unfinished;
import org.fputlab.kernel.Meters;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Cooling;
import org.fputlab.model.DelayedWork;
import org.fputlab.model.FileTable;

/**
 * The closes that have begun and not ended: when one begins to count, which of them are left to the
 * worker, and how long each takes.
 */
public final class PendingCloses {

  private final Engine engine;
  private final Directory directory;
  private final FileTable files;
  private final DelayedWork delayed = new DelayedWork();
  private final Cooling timer;
  private final Gauge pending;
  private final Samples lag;

  PendingCloses(Engine engine, Directory directory, FileTable files) {
    this.engine = engine;
    this.directory = directory;
    this.files = files;
    this.timer = new Cooling(directory.spec.costs().coldAfter());
    this.pending = engine.tables().gauges().of(Meters.PENDING_CLOSES);
    this.lag = engine.tables().samples().of(Meters.CLOSE_LAG);
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
    directory.delayedFput().tell(new DelayedPut.Add(file, cpu));
    return delayed.add() ? timer.run(engine.now()) : 0;
  }

  /** Somebody takes all that were left to the worker. */
  void take(boolean asWork, ActorRef<? super Task.Batch> replyTo) {
    delayed.take(asWork);
    directory.delayedFput().tell(new DelayedPut.TakeAll(asWork, replyTo));
  }

  /** A close has ended. */
  void done(int file) {
    lag.record(engine.now() - files.putAt(file));
    pending.remove(1);
  }
}
