package org.fputlab.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;

/**
 * How often a call found something busy at the first try, and how long until it got through.
 *
 * @param tries first tries
 * @param busy those that failed
 * @param p50Millis the median time until one got through
 * @param maxMillis the longest
 */
record BusyRow(int tries, int busy, double p50Millis, double maxMillis) {

  private static final Pattern MEASURED =
      Pattern.compile(
          "fputrun: (?:umount fs=tmpfs close=(.*) backlog=(\\S+)|exec after write-open closed by (.*):)"
              + " n=(\\d+) first_try_\\w+=(\\d+).* p50=([\\d.]+) max=([\\d.]+)");

  /** How the measured programs called the ways of closing, and how the scenarios do. */
  private static final Map<String, String> WAYS =
      Map.of(
          "fput(kthread)", "fput",
          "kthread fput", "fput",
          "__fput_sync", "sync",
          "kthread __fput_sync", "sync",
          "fput+flush_delayed_fput", "flush",
          "kthread fput+flush", "flush",
          "user close(2)", "user",
          "user close", "user");

  private static final Map<String, String> BACKLOGS =
      Map.of(
          "none", "",
          "100x5ms,just-before", "-just-before",
          "100x5ms,20ms-earlier", "-earlier");

  /** What the console of a real kernel says, by the names that the scenario has for the rows. */
  static Map<String, BusyRow> ofKernel(String name) {
    Map<String, BusyRow> rows = new LinkedHashMap<>();
    for (String line : KernelText.console(name)) {
      Matcher row = MEASURED.matcher(line);
      if (row.find()) {
        String way = row.group(1) == null ? row.group(3) : row.group(1);
        String backlog = row.group(2) == null ? "" : BACKLOGS.getOrDefault(row.group(2), "?");
        rows.put(
            WAYS.getOrDefault(way, "?") + backlog,
            new BusyRow(
                Integer.parseInt(row.group(4)),
                Integer.parseInt(row.group(5)),
                Double.parseDouble(row.group(6)),
                Double.parseDouble(row.group(7))));
      }
    }
    return rows;
  }

  /** What a run of the emulator found, of the things whose names begin so. */
  static Map<String, BusyRow> ofRun(RunResult result, Finding.Kind kind, String prefix) {
    Map<String, BusyRow> rows = new LinkedHashMap<>();
    for (Finding finding : result.findings()) {
      for (String figure :
          finding.kind() == kind ? List.copyOf(finding.figures().keySet()) : List.<String>of()) {
        if (figure.startsWith(prefix) && figure.endsWith(".calls")) {
          String what = figure.substring(0, figure.length() - ".calls".length());
          rows.put(what.substring(prefix.length()), row(finding.figures(), what));
        }
      }
    }
    return rows;
  }

  private static BusyRow row(Map<String, Object> figures, String what) {
    return new BusyRow(
        (int) number(figures, what + ".calls"),
        (int) number(figures, what + ".busy"),
        number(figures, what + ".busyP50Nanos") / 1e6,
        number(figures, what + ".busyMaxNanos") / 1e6);
  }

  private static double number(Map<String, Object> figures, String name) {
    return ((Number) figures.getOrDefault(name, 0)).doubleValue();
  }

  /** The same, less what the call itself takes where nothing was busy. */
  BusyRow less(BusyRow neverBusy) {
    return new BusyRow(
        tries, busy, p50Millis - neverBusy.p50Millis, maxMillis - neverBusy.p50Millis);
  }
}
