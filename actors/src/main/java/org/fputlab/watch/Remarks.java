package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Tables;

/** Figures worth telling that are no verdict: failed unmounts, failed opens. */
final class Remarks {

  private final Tables tables;

  Remarks(Tables tables) {
    this.tables = tables;
  }

  List<Finding> findings(long now) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new BusyCalls(tables).findings(now));
    Gauge refused = tables.gauges().known("ENFILE");
    if (refused != null && refused.in() > 0) {
      findings.add(fileMax(refused.in(), now));
    }
    return findings;
  }

  private Finding fileMax(long times, long now) {
    Gauge closes = tables.gauges().known(Depths.PENDING_CLOSES);
    long pending = closes == null ? 0 : closes.peak();
    String headline =
        String.format(
            Locale.ROOT,
            "open failed %,d %s with ENFILE: file-max counts up to %,d pending closes as open files",
            times,
            times == 1 ? "time" : "times",
            pending);
    return new Finding(
        Finding.Kind.FILE_MAX,
        "file-max",
        headline,
        now,
        now,
        List.of(),
        NamedFigures.of("times", times, "pendingPeak", pending),
        Verdict.OK);
  }
}
