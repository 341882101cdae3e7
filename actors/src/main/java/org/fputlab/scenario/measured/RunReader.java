package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one run: its summary of {@code key=value} and {@code hist NAME LOW HIGH COUNT}, and the
 * looks at its backlog. Lines of a summary that begin otherwise say who ran the releases, which
 * nothing here needs.
 */
final class RunReader {

  /** Hears what is wrong with a line; line 0 is the whole file. */
  interface Complaints {
    void about(String file, int line, String rule);
  }

  private static final Pattern SETTING = Pattern.compile("(\\w+)=(\\S+)");
  private static final Pattern HISTOGRAM =
      Pattern.compile("hist (\\w+) (\\d{1,18}) (\\d{1,18}) (\\d{1,18})");
  private static final Pattern SUM =
      Pattern.compile("histsum (\\w+) n=\\d{1,18} sum=(\\d{1,18}) max=(\\d{1,18})");
  private static final Pattern LOOK =
      Pattern.compile("(\\d{1,15}),([012]),\\d{1,15},\\d{1,15},\\d{1,15},(\\d{1,15})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final List<String> COUNTED =
      List.of("elapsed_ns", "opened_end", "released_end", "inversions");
  private static final long MS = 1_000_000;
  private static final long US = 1_000;

  private final Complaints complaints;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, Buckets> times = new LinkedHashMap<>();
  private final Map<String, Long> sums = new LinkedHashMap<>();
  private final Map<String, Long> longest = new LinkedHashMap<>();
  private String summary = "";
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
    summary = summaryFile;
    for (int i = 0; i < text.size(); i++) {
      line(text.get(i), i + 1);
    }
    times.forEach(
        (of, buckets) -> buckets.exactly(sums.getOrDefault(of, 0L), longest.getOrDefault(of, 0L)));
    List<MeasuredRun.Look> backlog = backlog(looksFile, looks);
    MeasuredRun.Policy policy = policy();
    Map<String, Long> counters = new LinkedHashMap<>();
    COUNTED.forEach(counter -> counters.put(counter, number(counter)));
    MeasuredRun run =
        new MeasuredRun(
            entry.name(),
            entry.kernel(),
            policy,
            (int) number("threads"),
            number("s_us") * US,
            release(),
            number("rate"),
            number("pois") != 0,
            number("dur_ms") * MS,
            number("drain_ms") * MS,
            (int) number("bound"),
            (int) number("HZ"),
            settings.containsKey("exit_to_wait_ns") ? number("exit_to_wait_ns") : 0,
            counters,
            times,
            backlog);
    requireTimes(run);
    return isBroken ? null : run;
  }

  private void line(String line, int number) {
    if (line.startsWith("hist ")) {
      Matcher parts = HISTOGRAM.matcher(line);
      if (!parts.matches()) {
        refuse(summary, number, "is no hist NAME LOW HIGH COUNT");
        return;
      }
      long low = Long.parseLong(parts.group(2));
      long high = Long.parseLong(parts.group(3));
      long count = Long.parseLong(parts.group(4));
      if (high <= low || count == 0) {
        refuse(summary, number, "has a bucket with nothing in it");
        return;
      }
      String name = String.valueOf(parts.group(1));
      times.computeIfAbsent(name, first -> new Buckets()).add(low, high, count);
    } else if (line.startsWith("histsum ")) {
      Matcher parts = SUM.matcher(line);
      if (parts.matches()) {
        sums.put(String.valueOf(parts.group(1)), Long.parseLong(parts.group(2)));
        longest.put(String.valueOf(parts.group(1)), Long.parseLong(parts.group(3)));
      } else {
        refuse(summary, number, "is no histsum NAME n= sum= max=");
      }
    } else if (!line.startsWith("rel")) {
      Matcher setting = SETTING.matcher(line);
      while (setting.find()) {
        settings.put(String.valueOf(setting.group(1)), String.valueOf(setting.group(2)));
      }
    }
  }

  private MeasuredRun.Policy policy() {
    String word = settings.getOrDefault("policy", "");
    for (MeasuredRun.Policy policy : MeasuredRun.Policy.values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(word)) {
        return policy;
      }
    }
    refuse(summary, 0, word.isEmpty() ? "has no policy=" : "has the unknown policy " + word);
    return MeasuredRun.Policy.DEFERRED;
  }

  private MeasuredRun.Release release() {
    MeasuredRun.Release[] modes = MeasuredRun.Release.values();
    long mode = number("smode");
    if (mode < modes.length) {
      return modes[(int) mode];
    }
    refuse(summary, 0, "has the unknown smode=" + mode + ", of 0 to " + (modes.length - 1));
    return MeasuredRun.Release.USLEEP;
  }

  private long number(String key) {
    String value = settings.getOrDefault(key, "");
    if (NUMBER.matcher(value).matches()) {
      return Long.parseLong(value);
    }
    refuse(
        summary, 0, value.isEmpty() ? "has no " + key + "=" : key + "=" + value + " is no count");
    return 1;
  }

  private void requireTimes(MeasuredRun run) {
    List<String> needed = new ArrayList<>(List.of("service", "delay"));
    if (!run.isExit()) {
      needed.add(run.isUsers() ? "ucaller" : "caller");
      needed.add(run.isUsers() ? "uopen" : "open");
    }
    for (String name : needed) {
      if (!times.containsKey(name)) {
        refuse(summary, 0, "has no hist " + name);
      }
    }
  }

  /** What was seen during the load. */
  private List<MeasuredRun.Look> backlog(String file, List<String> lines) {
    List<MeasuredRun.Look> looks = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Matcher look = LOOK.matcher(lines.get(i));
      if (!look.matches()) {
        refuse(file, i + 1, "is no time_ms,phase,opened,closecalls,released,backlog");
        return looks;
      }
      if (String.valueOf(look.group(2)).equals("0")) {
        looks.add(
            new MeasuredRun.Look(
                Long.parseLong(look.group(1)) * MS, Long.parseLong(look.group(3))));
      }
    }
    return looks;
  }

  private void refuse(String file, int line, String rule) {
    isBroken = true;
    complaints.about(file, line, rule);
  }
}
