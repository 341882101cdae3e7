package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Tables;

/**
 * System calls that failed at once because something was busy, and for how long it was: nobody
 * waits, so that it is no verdict.
 */
final class BusyCalls {

  /** What a call failed with, under which name it is counted, and how a report says it. */
  private enum Call {
    UMOUNT(Finding.Kind.EBUSY, "umount", "umount EBUSY", "umount", "closes were still pending"),
    EXEC(
        Finding.Kind.ETXTBSY,
        "exec",
        "exec ETXTBSY",
        "exec",
        "the file was still open for writing, or its close was pending"),
    OPEN(
        Finding.Kind.ETXTBSY, "open", "open ETXTBSY", "open for writing", "the file was being run");

    private final Finding.Kind kind;
    private final String subject;
    private final String meter;
    private final String spoken;
    private final String why;

    Call(Finding.Kind kind, String subject, String meter, String spoken, String why) {
      this.kind = kind;
      this.subject = subject;
      this.meter = meter;
      this.spoken = spoken;
      this.why = why;
    }
  }

  private final Tables tables;

  BusyCalls(Tables tables) {
    this.tables = tables;
  }

  List<Finding> findings(long now) {
    List<Finding> findings = new ArrayList<>();
    for (Gauge gauge : tables.gauges().all()) {
      for (Call call : Call.values()) {
        if (gauge.name().equals(call.meter) && gauge.in() > 0) {
          findings.add(finding(call, gauge.in(), now));
        }
      }
    }
    return findings;
  }

  private Finding finding(Call call, long times, long now) {
    String headline =
        String.format(
            Locale.ROOT,
            "%s failed %,d %s with %s: %s",
            call.spoken,
            times,
            times == 1 ? "time" : "times",
            call.kind.name(),
            call.why);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("times", times);
    List<String> lines = new ArrayList<>();
    for (Samples samples : tables.samples().all()) {
      if (samples.name().startsWith(call.meter + " ")) {
        String what = samples.name().substring(call.meter.length() + 1);
        tell(what, samples.snapshot(), lines, figures);
      }
    }
    return new Finding(call.kind, call.subject, headline, now, now, lines, figures, Verdict.OK);
  }

  /** Of the calls that went through at last: how many were refused before, and for how long. */
  private static void tell(
      String what, Histogram lasted, List<String> lines, Map<String, Object> figures) {
    long calls = lasted.getTotalCount();
    long busy = calls - lasted.getCountAtValue(0);
    figures.put(what + ".calls", calls);
    figures.put(what + ".busy", busy);
    if (busy == 0) {
      lines.add(what + ": " + of(calls, 0) + " found it busy");
      return;
    }
    long median = lasted.getValueAtPercentile(100.0 * (calls - busy / 2.0) / calls);
    long longest = lasted.getMaxValue();
    figures.put(what + ".busyP50Nanos", median);
    figures.put(what + ".busyMaxNanos", longest);
    lines.add(
        what
            + ": "
            + of(calls, busy)
            + " found it busy, for "
            + (busy == 1
                ? Figures.plainDuration(longest)
                : Figures.plainDuration(median)
                    + " in the median, "
                    + Figures.plainDuration(longest)
                    + " at most"));
  }

  private static String of(long calls, long busy) {
    return String.format(Locale.ROOT, "%,d of %,d", busy, calls);
  }
}
