package org.fputlab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;

/**
 * What one situation came to, on a real kernel or in the emulator.
 *
 * @param lockdep its report, if it made one
 * @param hung khungtaskd's first report, if it made one
 * @param blockedFor seconds from the block of the first task to khungtaskd's report
 * @param close who runs the release, and whether it ends
 */
record Outcome(
    Optional<LockdepText> lockdep, Optional<HungText> hung, double blockedFor, String close) {

  private static final Pattern BEGINS = Pattern.compile("release\\(\\w+\\) begins in ([^\\[]+)");
  private static final Pattern ENDS = Pattern.compile("release\\(\\w+\\) done in ");
  private static final Pattern WAITS_SINCE = Pattern.compile("waits for .*, since ([\\d.]+) s");
  private static final long TICK = 4_000_000;

  /** From the console of a real kernel. */
  static Outcome ofKernel(String name) {
    List<String> log = KernelText.console(name);
    Optional<HungText> hung = HungText.in(log);
    double blockedAt = -1;
    String close = "";
    for (String line : log) {
      Matcher begins = BEGINS.matcher(line);
      if (begins.find()) {
        blockedAt = KernelText.time(line);
        close = begins.group(1).startsWith("kworker") ? "in a worker" : "in the closer";
      } else if (ENDS.matcher(line).find()) {
        close += ", to its end";
      }
    }
    return new Outcome(
        LockdepText.in(log), hung, hung.isEmpty() ? 0 : hung.get().at() - blockedAt, close);
  }

  /** From a run of the emulator. */
  static Outcome ofRun(RunResult result) {
    List<String> lockdep = new ArrayList<>();
    List<String> log = new ArrayList<>();
    double blockedAt = Double.POSITIVE_INFINITY;
    for (Finding finding : result.findings()) {
      if (finding.kind() == Finding.Kind.LOCK_ORDER && lockdep.isEmpty()) {
        lockdep.addAll(finding.details());
      } else if (finding.kind() == Finding.Kind.HUNG_TASK) {
        log.addAll(finding.details());
      } else if (finding.kind() == Finding.Kind.DEADLOCK) {
        blockedAt = Math.min(blockedAt, firstBlock(finding.details()));
        if (finding.figures().containsKey("lockdep")) {
          lockdep.addAll(finding.details());
        }
      }
    }
    Optional<HungText> hung = HungText.in(log);
    return new Outcome(
        LockdepText.in(lockdep),
        hung,
        hung.isEmpty() ? 0 : hung.get().at() - blockedAt,
        close(result));
  }

  private static double firstBlock(List<String> details) {
    double first = Double.POSITIVE_INFINITY;
    for (String line : details) {
      Matcher since = WAITS_SINCE.matcher(line);
      if (since.find()) {
        first = Math.min(first, Double.parseDouble(since.group(1)));
      }
    }
    return first;
  }

  /** A close that was put off to a worker takes a tick at least. */
  private static String close(RunResult result) {
    if (result.pending() > 0) {
      return "in the closer";
    }
    return (result.closeLag().getMaxValue() > TICK ? "in a worker" : "in the closer")
        + ", to its end";
  }

  /** The same, if the other one says nothing of the release. */
  Outcome asFarAs(Outcome other) {
    return other.close.isEmpty() ? new Outcome(lockdep, hung, blockedFor, "") : this;
  }

  /** In one cell of a table. */
  String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(lockdep.map(LockdepText::summary).orElse("lockdep: nothing"));
    parts.add(hung.map(this::summary).orElse("khungtaskd: nothing"));
    if (!close.isEmpty()) {
      parts.add("release: " + close);
    }
    return String.join("; ", parts);
  }

  private String summary(HungText report) {
    return String.format(
        Locale.ROOT,
        "khungtaskd: %s, %.1f s after the block; %s",
        String.join(", ", report.tasks()),
        blockedFor,
        report.locks().size() == 1 ? "no locks, lockdep is off" : "who holds what");
  }
}
