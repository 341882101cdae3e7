package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Tables;

/**
 * Closes that were put off and came far later than the kernel has it: its worker is started within
 * two ticks ({@code schedule_delayed_work(&delayed_fput_work, 1)}, fs/file_table.c, v6.6). No
 * verdict follows: the closers had gone on. What still pins a mount, a lock or memory has not.
 */
final class LateCloses {

  /** The durations that tell, as the kernel publishes them. */
  private static final String PUT_OFF_LAG = "lag of closes put off";

  private final long limit;
  private final Tables tables;
  private long oldestOnList;
  private long foundAt = -1;

  LateCloses(long limit, Tables tables) {
    this.limit = limit;
    this.tables = tables;
  }

  /** Sees how old the oldest is that is on the list of files, or was taken from it. */
  void look(List<GatedQueue> queues, long now) {
    oldestOnList = 0;
    for (GatedQueue queue : queues) {
      if (queue.owner().equals(PutList.FILES) && queue.depth() > 0) {
        oldestOnList = now - queue.oldestAt();
      }
    }
    Samples lag = tables.samples().known(PUT_OFF_LAG);
    if (foundAt < 0 && (oldestOnList > limit || (lag != null && lag.longest() > limit))) {
      foundAt = now;
    }
  }

  /** One finding at most, as of a look: who asks between two looks finds nothing new. */
  List<Finding> findings() {
    Samples samples = tables.samples().known(PUT_OFF_LAG);
    if (samples == null || foundAt < 0) {
      return List.of();
    }
    Histogram lag = samples.snapshot();
    long late = lag.getMaxValue() <= limit ? 0 : above(lag);
    if (late == 0 && oldestOnList <= limit) {
      return List.of();
    }
    return List.of(finding(late, lag));
  }

  private long above(Histogram lag) {
    return lag.getCountBetweenValues(lag.nextNonEquivalentValue(limit), lag.getMaxValue());
  }

  private Finding finding(long late, Histogram lag) {
    long pending = pending();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("late", late);
    figures.put("putOff", lag.getTotalCount());
    figures.put("longestNanos", late == 0 ? 0 : lag.getMaxValue());
    figures.put("pending", pending);
    figures.put("oldestOnListNanos", oldestOnList);
    List<String> lines = new ArrayList<>();
    if (late > 0 && oldestOnList > limit) {
      lines.add(pendingStill(pending));
    }
    lines.add("the kernel starts delayed_fput within two ticks, for all that is on its list");
    String headline =
        late == 0
            ? pendingStill(pending)
                + ", the oldest on the list for "
                + Figures.plainDuration(oldestOnList)
            : String.format(
                Locale.ROOT,
                "%,d of %,d deferred closes ran more than %s after their last fput, the latest after"
                    + " %s",
                late,
                lag.getTotalCount(),
                Figures.plainDuration(limit),
                Figures.plainDuration(lag.getMaxValue()));
    return new Finding(
        Finding.Kind.LATE, PutList.FILES, headline, foundAt, foundAt, lines, figures, Verdict.OK);
  }

  private static String pendingStill(long pending) {
    return String.format(
        Locale.ROOT,
        "%,d deferred %s still pending",
        pending,
        pending == 1 ? "close is" : "closes are");
  }

  private long pending() {
    Gauge closes = tables.gauges().known(Depths.PENDING_CLOSES);
    return closes == null ? 0 : closes.depth();
  }
}
