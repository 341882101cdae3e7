package org.fputlab.theory;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/**
 * How long each call takes that needs an rwsem, worked out event by event, apart from the
 * emulator's own lock. Whoever comes waits behind those who wait already. Who is first gets it when
 * those are gone who exclude it; and with a first reader go all readers that wait (rwsem_mark_wake,
 * kernel/locking/rwsem.c, v6.6), as long as they are no more than 256.
 */
final class HandOver {

  private record Holder(Call call, long over) {}

  private final String readers;
  private final Histogram latencies;
  private final long end;
  private final Deque<Call> waiting = new ArrayDeque<>();
  private final PriorityQueue<Holder> holders =
      new PriorityQueue<>(Comparator.comparingLong(Holder::over));

  private HandOver(String readers, Histogram latencies, long end) {
    this.readers = readers;
    this.latencies = latencies;
    this.end = end;
  }

  /**
   * Records the latencies of all calls that are over by {@code end}.
   *
   * @param readers the client whose calls read; all others write
   */
  static void record(List<Call> calls, String readers, Histogram latencies, long end) {
    HandOver lock = new HandOver(readers, latencies, end);
    for (Call call : calls) {
      lock.until(call.at());
      lock.comes(call);
    }
    lock.until(Long.MAX_VALUE);
  }

  private boolean reads(Call call) {
    return call.client().equals(readers);
  }

  private void until(long time) {
    while (!holders.isEmpty() && holders.element().over() <= time) {
      Holder ended = holders.remove();
      if (ended.over() <= end) {
        latencies.recordValue(ended.over() - ended.call().at());
      }
      if (holders.isEmpty() && !waiting.isEmpty()) {
        next(ended.over());
      }
    }
  }

  private void comes(Call call) {
    boolean free = holders.isEmpty() || (reads(call) && reads(holders.element().call()));
    if (waiting.isEmpty() && free) {
      takes(call, call.at());
    } else {
      waiting.add(call);
    }
  }

  private void next(long now) {
    if (!reads(waiting.element())) {
      takes(waiting.remove(), now);
      return;
    }
    for (Iterator<Call> each = waiting.iterator(); each.hasNext(); ) {
      Call call = each.next();
      if (reads(call)) {
        each.remove();
        takes(call, now);
      }
    }
  }

  private void takes(Call call, long now) {
    holders.add(new Holder(call, now + call.service()));
  }
}
