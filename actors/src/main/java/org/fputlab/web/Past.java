package org.fputlab.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.watch.TaskState;

/**
 * What a live run's charts show, from its beginning: for a page that is opened later. It gets
 * coarser as the run gets longer, so that a day costs no more than a minute.
 */
final class Past {

  static final int MOST = 1_200;

  private static final String FPUT = "__fput";
  private static final long NONE = -1;
  private static final List<String> KEYS =
      List.of("at_ns", "pending", "longest_in_fput_ns", "p50_ns", "p99_ns");

  private final List<long[]> rows = new ArrayList<>();

  /** How many states make one row. */
  private int step = 1;

  private int inLast;

  /** Takes the newest state. */
  synchronized void add(LiveState state) {
    long[] row = {
      state.machine().at(),
      state.pending(),
      longestInFput(state),
      percentile(state.closerWait(), 50),
      percentile(state.closerWait(), 99)
    };
    if (inLast == 0 || rows.isEmpty()) {
      rows.add(row);
    } else {
      merge(rows.get(rows.size() - 1), row);
    }
    inLast = (inLast + 1) % step;
    if (rows.size() > MOST) {
      halve();
    }
  }

  /** Whoever finishes the close: its closer, or a worker. */
  private static long longestInFput(LiveState state) {
    long longest = 0;
    for (TaskState task : state.machine().tasks()) {
      TaskState.Awaited wait = task.waitsFor();
      if (wait != null && task.stack().contains(FPUT)) {
        longest = Math.max(longest, state.machine().at() - wait.since());
      }
    }
    return longest;
  }

  private static long percentile(Histogram times, double percentile) {
    return times.getTotalCount() == 0 ? NONE : times.getValueAtPercentile(percentile);
  }

  /** Keeps the time of the first and the greater values. */
  private static void merge(long[] first, long[] second) {
    for (int i = 1; i < first.length; i++) {
      first[i] = Math.max(first[i], second[i]);
    }
  }

  private void halve() {
    List<long[]> halved = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += 2) {
      halved.add(rows.get(i));
      if (i + 1 < rows.size()) {
        merge(rows.get(i), rows.get(i + 1));
      }
    }
    rows.clear();
    rows.addAll(halved);
    step *= 2;
    inLast = 0;
  }

  /** A column for each key, all as long as there are rows. */
  synchronized ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < KEYS.size(); i++) {
      ArrayNode column = node.putArray(KEYS.get(i));
      for (long[] row : rows) {
        column.add(row[i] == NONE ? null : (Long) row[i]);
      }
    }
    return node;
  }
}
