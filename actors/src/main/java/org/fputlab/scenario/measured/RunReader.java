package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one run, its {@link Summary} and its {@link Backlog}, and refuses one of which a part is
 * missing or does not go with another: what is cut, or was put together wrongly, is no measurement.
 */
final class RunReader {

  /** Counts for how long {@code delayed_fput} ran; 0 where that was not measured. */
  static final String WORKER_TIME = "delayed_fput_busy_ns";

  /** Hears what is wrong with a line; line 0 is the whole file. */
  interface Complaints {
    void about(String file, int line, String rule);
  }

  private static final List<String> ALWAYS_TOLD =
      List.of("caller", "delay", "wait", "service", "open", "batch");
  private static final long MS = 1_000_000;
  private static final long US = 1_000;
  private static final long HOUR_MS = Summary.LONGEST / MS;
  private static final long MOST_FILES = 1_000_000_000;

  /** Nothing opens a file in less. */
  private static final double SHORTEST_OPEN = 50;

  private final Complaints complaints;
  private final Set<String> told = new LinkedHashSet<>();
  private boolean isBroken;

  RunReader(Complaints complaints) {
    this.complaints = complaints;
  }

  /** The run, or null where something is wrong with it. */
  @Nullable MeasuredRun run(
      MeasuredRuns.Entry entry,
      String summaryFile,
      List<String> text,
      String looksFile,
      List<String> looks) {
    Summary summary = Summary.read(summaryFile, text, this::refuse);
    boolean isExit = summary.has("exit_to_wait_ns");
    MeasuredRun.Policy policy = policy(summary);
    int threads = (int) summary.number("threads", 1, 4096);
    long load = summary.number("dur_ms", 1, HOUR_MS);
    Map<String, Long> counters = counters(summary);
    requireTimes(summary, policy, isExit);
    long apart = 2L * threads + summary.number("opened_total", 1, MOST_FILES) / load;
    List<MeasuredRun.Look> backlog = Backlog.read(looksFile, looks, summary, apart, this::refuse);
    MeasuredRun run =
        new MeasuredRun(
            entry.name(),
            entry.kernel(),
            policy,
            threads,
            summary.number("s_us", 0, Summary.LONGEST / US) * US,
            release(summary),
            summary.number("rate", 0, 1_000_000),
            summary.number("pois", 0, 1) != 0,
            load * MS,
            summary.number("drain_ms", 0, HOUR_MS) * MS,
            (int) summary.number("bound", 0, Integer.MAX_VALUE),
            (int) summary.number("HZ", 1, 10_000),
            isExit ? summary.number("exit_to_wait_ns", 1, Summary.LONGEST) : 0,
            counters,
            summary.times(),
            backlog);
    if (!isBroken && !isExit) {
      requirePlausible(summary, run);
    }
    return isBroken ? null : run;
  }

  private static Map<String, Long> counters(Summary summary) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("elapsed_ns", summary.number("elapsed_ns", 1, 2 * Summary.LONGEST));
    long opened = summary.number("opened_end", 1, MOST_FILES);
    counters.put("opened_end", opened);
    counters.put("released_end", summary.number("released_end", 0, opened));
    long total = summary.number("released_total", 0, MOST_FILES);
    counters.put("inversions", summary.number("inversions", 0, total));
    counters.put(
        WORKER_TIME,
        summary.has(WORKER_TIME) ? summary.number(WORKER_TIME, 0, Summary.LONGEST) : 0);
    if (opened > summary.number("opened_total", 1, MOST_FILES)) {
      summary.refuse("opened_end", "opened_end=" + opened + " is more than opened_total");
    }
    return counters;
  }

  private static void requireTimes(Summary summary, MeasuredRun.Policy policy, boolean isExit) {
    ALWAYS_TOLD.forEach(summary::counted);
    summary.requireCounted("service", "released_after_drain");
    summary.requireCounted("delay", "released_after_drain");
    List<String> needed = new ArrayList<>(List.of("service", "delay"));
    if (!isExit) {
      boolean isUser = policy == MeasuredRun.Policy.USER;
      for (String name : List.of(isUser ? "ucaller" : "caller", isUser ? "uopen" : "open")) {
        summary.requireCounted(name, "opened_total");
        needed.add(name);
      }
    }
    for (String name : needed) {
      if (!summary.times().containsKey(name)) {
        summary.refuse("", "has no hist " + name);
      }
    }
  }

  /** What is out of the question would make an emulation that never ends. */
  private static void requirePlausible(Summary summary, MeasuredRun run) {
    long elapsed = run.counter("elapsed_ns");
    if (elapsed < run.load() / 2 || elapsed / 2 > run.load()) {
      summary.refuse(
          "elapsed_ns", "elapsed_ns=" + elapsed + " is not about dur_ms=" + run.load() / MS);
    }
    if (run.opens().mean() < SHORTEST_OPEN) {
      summary.refuse("", "has files that open in less than " + (int) SHORTEST_OPEN + " ns");
    }
  }

  private static MeasuredRun.Policy policy(Summary summary) {
    String word = summary.word("policy");
    for (MeasuredRun.Policy policy : MeasuredRun.Policy.values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(word)) {
        return policy;
      }
    }
    summary.refuse("policy", word.isEmpty() ? "has no policy=" : "has the unknown policy " + word);
    return MeasuredRun.Policy.DEFERRED;
  }

  private static MeasuredRun.Release release(Summary summary) {
    MeasuredRun.Release[] modes = MeasuredRun.Release.values();
    return modes[(int) summary.number("smode", 0, modes.length - 1)];
  }

  private void refuse(String file, int line, String rule) {
    isBroken = true;
    if (told.add(file + ":" + line + ": " + rule)) {
      complaints.about(file, line, rule);
    }
  }
}
