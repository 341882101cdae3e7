package org.fputlab.report.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Tables;

/**
 * Counts over time: what the machine publishes as such, as pending closes, how many messages each
 * mailbox holds, and how many tasks wait for each lock. They are looked at now and then; a count is
 * written when it differs from the last look.
 */
final class Counters {

  /** A viewer has a row for each; more than this nobody looks at. */
  private static final int MOST = 120;

  private final Tables tables;
  private final Waiters waiters;
  private final TraceWriter out;
  private final Map<String, Long> last = new LinkedHashMap<>();
  private int leftOut;

  Counters(Tables tables, Waiters waiters, TraceWriter out) {
    this.tables = tables;
    this.waiters = waiters;
    this.out = out;
  }

  void look(long now) {
    for (Gauge gauge : tables.gauges().all()) {
      count(gauge.name(), gauge.depth(), now);
    }
    for (GatedQueue mailbox : tables.mailboxes().all()) {
      count("mailbox of " + mailbox.owner(), mailbox.depth(), now);
    }
    Map<String, Integer> locks = waiters.ofLocks();
    locks.forEach((lock, number) -> count("waiters for " + lock, number, now));
    for (String known : last.keySet()) {
      if (known.startsWith("waiters for ") && !locks.containsKey(known.substring(12))) {
        count(known, 0, now);
      }
    }
  }

  private void count(String name, long value, long now) {
    Long before = last.get(name);
    if (before == null && (value == 0 || last.size() == MOST)) {
      leftOut += value == 0 ? 0 : 1;
      return;
    }
    if (before == null || before != value) {
      last.put(name, value);
      out.counter(TraceRecorder.MACHINE, now, name, value);
    }
  }

  /** Whether there were more than are shown. */
  boolean isCut() {
    return leftOut > 0;
  }
}
