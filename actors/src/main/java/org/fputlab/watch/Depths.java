package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Gauge;

/**
 * How long every queue was at each look. When the store is full every second look is forgotten and
 * from then on every second is kept, so that a run of any length costs the same and the looks stay
 * evenly spaced.
 */
final class Depths {

  /** Enough for twenty batches of fifty. Even, so that halving keeps the spacing. */
  static final int KEPT = 1024;

  /** The queues that are not mailboxes and might grow: lists, and closes not yet done. */
  static boolean isQueue(Gauge gauge) {
    return gauge.name().equals(PENDING_CLOSES) || isList(gauge);
  }

  /** A list of files that somebody is to take off. */
  static boolean isList(Gauge gauge) {
    return gauge.name().endsWith("_list");
  }

  /** Final puts whose {@code __fput} has not ended. */
  static final String PENDING_CLOSES = "pending closes";

  /** One queue's past. */
  static final class Column {
    private final String name;
    private long[] depths = {};
    private long peak;
    private long end;
    private long arrivals;

    Column(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    long peak() {
      return peak;
    }

    long end() {
      return end;
    }

    /** How many ever came. */
    long arrivals() {
      return arrivals;
    }

    private void put(int place, boolean keep, long depth, long in) {
      end = depth;
      arrivals = in;
      peak = Math.max(peak, depth);
      if (keep && (depth != 0 || depths.length > 0)) {
        if (place >= depths.length) {
          depths = Arrays.copyOf(depths, Math.min(KEPT, Math.max(16, 2 * place)));
        }
        depths[place] = depth;
      }
    }

    private void halve(int kept) {
      for (int i = 0; i < depths.length; i++) {
        depths[i] = i < kept && 2 * i < depths.length ? depths[2 * i] : 0;
      }
    }
  }

  private final long[] times = new long[KEPT];
  private int kept;
  private long looks;
  private long stride = 1;
  private final List<Column> gauges = new ArrayList<>();
  private final List<Column> mailboxes = new ArrayList<>();

  void look(List<Gauge> allGauges, List<GatedQueue> queues, long now) {
    boolean keep = looks++ % stride == 0;
    for (int i = 0; i < allGauges.size(); i++) {
      Gauge gauge = allGauges.get(i);
      if (i == gauges.size()) {
        gauges.add(new Column(gauge.name()));
      }
      if (isQueue(gauge)) {
        Column column = gauges.get(i);
        column.put(kept, keep, gauge.depth(), gauge.in());
        column.peak = Math.max(column.peak, gauge.peak());
      }
    }
    for (int i = 0; i < queues.size(); i++) {
      GatedQueue queue = queues.get(i);
      if (i == mailboxes.size()) {
        mailboxes.add(new Column(queue.owner()));
      }
      mailboxes.get(i).put(kept, keep, queue.depth(), queue.in());
    }
    if (keep) {
      times[kept++] = now;
      if (kept == KEPT) {
        halve();
      }
    }
  }

  private void halve() {
    kept /= 2;
    stride *= 2;
    for (int i = 0; i < kept; i++) {
      times[i] = times[2 * i];
    }
    gauges.forEach(column -> column.halve(kept));
    mailboxes.forEach(column -> column.halve(kept));
  }

  /** The queues that are not mailboxes. */
  List<Column> lists() {
    return gauges;
  }

  List<Column> mailboxes() {
    return mailboxes;
  }

  /** When the kept looks were, in nanoseconds of the run. */
  long[] times() {
    return Arrays.copyOf(times, kept);
  }

  /** The depths at {@link #times}. */
  long[] depths(Column column) {
    return Arrays.copyOf(column.depths, kept);
  }

  int kept() {
    return kept;
  }
}
