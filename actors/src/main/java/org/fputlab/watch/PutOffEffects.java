package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Tables;

/**
 * What putting closes off does to those who count on them, though nobody waits: closes that younger
 * ones overtake ({@code llist_add}, {@code llist_del_all}: fs/file_table.c, v6.6), flushes that do
 * not see what another task has taken, and names that an unlink cannot remove (nfs_unlink,
 * fs/nfs/dir.c, v6.6). No verdict follows.
 */
final class PutOffEffects {

  private static final String OVERTAKEN = "overtaken";
  private static final String MISSED_FLUSH = "missed flush";
  private static final String SILLY_RENAME = "silly rename";

  private final long limit;
  private final Tables tables;

  /**
   * @param limit a close that is held up by younger ones for no longer is not told
   */
  PutOffEffects(long limit, Tables tables) {
    this.limit = limit;
    this.tables = tables;
  }

  List<Finding> findings(long now) {
    List<Finding> findings = new ArrayList<>();
    long longest = longest("overtaken for");
    if (longest > limit) {
      findings.add(unfair(count(OVERTAKEN), longest(OVERTAKEN), longest, now));
    }
    if (count(MISSED_FLUSH) > 0) {
      findings.add(missedFlush(count(MISSED_FLUSH), longest(MISSED_FLUSH), now));
    }
    if (count(SILLY_RENAME) > 0) {
      findings.add(sillyRename(count(SILLY_RENAME), now));
    }
    return findings;
  }

  private long count(String meter) {
    Gauge gauge = tables.gauges().known(meter);
    return gauge == null ? 0 : gauge.in();
  }

  private long longest(String meter) {
    Samples samples = tables.samples().known(meter);
    return samples == null ? 0 : samples.longest();
  }

  private static Finding unfair(long overtaken, long most, long longest, long now) {
    String headline =
        String.format(
            Locale.ROOT,
            "newest first: %,d later closes overtook one that waited %s",
            most,
            Figures.plainDuration(longest));
    String line = String.format(Locale.ROOT, "%,d closes were overtaken in all", overtaken);
    Map<String, Object> figures = NamedFigures.of("overtaken", overtaken, "byAtMost", most);
    figures.put("longestNanos", longest);
    return remark(Finding.Kind.UNFAIR, PutList.FILES, headline, now, List.of(line), figures);
  }

  private static Finding missedFlush(long times, long most, long now) {
    String headline =
        String.format(
            Locale.ROOT,
            "flush_delayed_fput returned %,d %s while another task still had earlier closes in hand,"
                + " at most %,d",
            times,
            times == 1 ? "time" : "times",
            most);
    return remark(
        Finding.Kind.MISSED_FLUSH,
        "flush_delayed_fput",
        headline,
        now,
        List.of(
            "it runs what is on the list, and does not wait for what another task took from it"),
        NamedFigures.of("times", times, "mostMissed", most));
  }

  private Finding sillyRename(long times, long now) {
    List<String> lines = new ArrayList<>();
    long longest = 0;
    for (Samples samples : tables.samples().all()) {
      if (samples.name().startsWith(SILLY_RENAME + " ")) {
        Histogram lasted = samples.snapshot();
        longest = Math.max(longest, lasted.getMaxValue());
        lines.add(
            samples.name().substring(SILLY_RENAME.length() + 1)
                + ": the new name was there for at most "
                + Figures.plainDuration(lasted.getMaxValue()));
      }
    }
    String headline =
        String.format(
            Locale.ROOT,
            "unlink renamed a file instead of removing it, %,d %s: only pending closes still held it",
            times,
            times == 1 ? "time" : "times");
    return remark(
        Finding.Kind.SILLY_RENAME,
        "unlink",
        headline,
        now,
        lines,
        NamedFigures.of("times", times, "longestNanos", longest));
  }

  private static Finding remark(
      Finding.Kind kind,
      String subject,
      String headline,
      long now,
      List<String> lines,
      Map<String, Object> figures) {
    return new Finding(kind, subject, headline, now, now, lines, figures, Verdict.OK);
  }
}
