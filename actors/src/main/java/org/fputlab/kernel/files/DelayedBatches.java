package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gauge;
import org.fputlab.kernel.task.Meters;
import org.jspecify.annotations.Nullable;

/**
 * Who has taken how much of the list of delayed closes and is not done with it. From here come two
 * things that the list's users are not told: a flush does not see what another has in hand, and in
 * a batch the newest comes first.
 *
 * <p>Mirrors {@code delayed_fput} ({@code llist_del_all}, then one {@code __fput} after another;
 * fs/file_table.c, v6.6): the list is a stack, and what was taken from it is on no list.
 */
final class DelayedBatches {

  /** What one task took at once. */
  private static final class Batch {
    final ActorRef<?> by;
    final long number;
    long left;
    int current = -1;
    long done;
    long firstDoneAt;

    Batch(ActorRef<?> by, long number, long left) {
      this.by = by;
      this.number = number;
      this.left = left;
    }
  }

  private final Engine engine;
  private final List<Batch> batches = new ArrayList<>();
  private @Nullable Gauge overtaken;
  private long numbers;
  private long onList;
  private long mostOvertaken;

  DelayedBatches(Engine engine) {
    this.engine = engine;
  }

  /** One more on the list. */
  void added() {
    onList++;
  }

  /** Somebody takes all; what there is of an empty list counts as a batch until it is looked at. */
  void taken(ActorRef<?> by) {
    batches.removeIf(batch -> batch.left == 0 && batch.by.equals(by));
    batches.add(new Batch(by, numbers++, onList));
    onList = 0;
  }

  /** Whoever took the list begins with this one of it. */
  void begun(int file, ActorRef<?> by) {
    Batch batch = of(by);
    if (batch != null) {
      batch.current = file;
    }
  }

  /** One of what was taken is done with. */
  void done(int file) {
    for (int i = 0; i < batches.size(); i++) {
      Batch batch = batches.get(i);
      if (batch.current == file && batch.left > 0) {
        batch.current = -1;
        batch.left--;
        overtook(batch);
        return;
      }
    }
  }

  /** All that were done before in this batch had been put later, or at the same instant. */
  private void overtook(Batch batch) {
    if (batch.done == 0) {
      batch.firstDoneAt = engine.now();
    } else {
      if (overtaken == null) {
        overtaken = engine.tables().gauges().of(Meters.OVERTAKEN);
      }
      overtaken.add(1);
      if (batch.done > mostOvertaken) {
        mostOvertaken = batch.done;
        engine.tables().samples().of(Meters.OVERTAKEN).record(mostOvertaken);
        engine.tables().samples().of(Meters.OVERTAKEN_FOR).record(engine.now() - batch.firstDoneAt);
      }
    }
    batch.done++;
  }

  /** Counts what others took before this task's flush began and have not done yet. */
  void flushEnded(ActorRef<?> by) {
    Batch own = of(by);
    if (own == null) {
      return;
    }
    long missed = 0;
    for (Batch batch : batches) {
      if (batch.number < own.number && !batch.by.equals(by)) {
        missed += batch.left;
      }
    }
    batches.remove(own);
    if (missed > 0) {
      engine.tables().gauges().of(Meters.MISSED_FLUSH).add(1);
      engine.tables().samples().of(Meters.MISSED_FLUSH).record(missed);
    }
  }

  /** The latest that this task took. */
  private @Nullable Batch of(ActorRef<?> by) {
    for (int i = batches.size() - 1; i >= 0; i--) {
      if (batches.get(i).by.equals(by)) {
        return batches.get(i);
      }
    }
    return null;
  }
}
