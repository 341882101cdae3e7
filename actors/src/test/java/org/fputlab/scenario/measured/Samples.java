package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Small measured runs for tests, as the files hold them. */
final class Samples {

  private Samples() {}

  /** 50 closes of 1 ms a second by two kernel threads, each of which finds nobody before it. */
  static List<String> summary(String policy) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "policy=%s threads=2 s_us=1000 smode=0 exps=0 rate=50 pois=0 dur_ms=1000 drain_ms=500 bound=4 HZ=250"
            .formatted(policy));
    lines.add(
        "elapsed_ns=1000000000 opened_end=50 closecalls_end=50 released_end=50"
            + " released_after_drain=50 opened_total=50 released_total=50");
    lines.add("max_in_release=1 inversions=0 throttled=0");
    lines.add("relctx pid=143 comm=kworker/1:2 n=50");
    for (String open : List.of("open", "uopen")) {
      lines.add("histsum " + open + " n=50 sum=250000 max=6000");
      lines.add("hist " + open + " 4000 6000 50");
    }
    lines.add("histsum wait n=0 sum=0 max=0");
    lines.add("histsum batch n=0 sum=0 max=0");
    lines.add("histsum service n=50 sum=55000000 max=1200000");
    lines.add("hist service 1000000 1200000 50");
    lines.add("histsum delay n=50 sum=55000000 max=1200000");
    lines.add("hist delay 1000000 1200000 50");
    for (String caller : List.of("caller", "ucaller")) {
      lines.add("histsum " + caller + " n=50 sum=55000000 max=1200000");
      lines.add("hist " + caller + " 1000000 1200000 50");
    }
    return lines;
  }

  static List<String> looks() {
    return looks(50, 50);
  }

  /** The same, of so many files. */
  private static List<String> looks(long opened, long released) {
    List<String> lines = new ArrayList<>();
    lines.add("time_ms,phase,opened,closecalls,released,backlog");
    for (int at = 100; at <= 1000; at += 100) {
      lines.add(at + look(0, at * opened / 1000, at * released / 1000));
    }
    lines.add("1100" + look(1, opened, released));
    lines.add("1100" + look(1, opened, released));
    return lines;
  }

  private static String look(int phase, long opened, long released) {
    return ",%d,%d,%d,%d,%d".formatted(phase, opened, opened, released, opened - released);
  }

  static MeasuredRun run(String policy) {
    return run("sample", summary(policy));
  }

  /** Of which so many files were opened, and 50 closed before the run was over. */
  static MeasuredRun run(String policy, int opened) {
    List<String> lines = new ArrayList<>(summary(policy));
    lines.removeIf(line -> line.matches("histsum u?(open|caller) .*"));
    lines.replaceAll(
        line ->
            line.replaceAll("opened_(end|total)=50", "opened_$1=" + opened)
                .replaceAll("^(hist u?(open|caller) .*) 50$", "$1 " + opened));
    return run("sample", lines);
  }

  /** Of a summary that need not say what its buckets add up to, nor tell empty ones. */
  static MeasuredRun run(String name, List<String> summary) {
    List<String> complaints = new ArrayList<>();
    List<String> whole = whole(summary);
    @Nullable MeasuredRun run =
        new RunReader((file, line, rule) -> complaints.add(file + ":" + line + ": " + rule))
            .run(
                new MeasuredRuns.Entry(name, "6.12"),
                "s.summary",
                whole,
                "s.csv",
                looks(
                    number(String.join(" ", whole), "opened_total"),
                    number(String.join(" ", whole), "released_total")));
    if (run == null) {
      throw new AssertionError(complaints);
    }
    return run;
  }

  private static List<String> whole(List<String> summary) {
    List<String> lines = new ArrayList<>(summary);
    String all = String.join("\n", summary);
    if (!all.contains("opened_total=")) {
      long opened = number(all, "opened_end");
      lines.add(
          "opened_total=%1$d released_total=%1$d released_after_drain=%1$d".formatted(opened));
    }
    for (String name : List.of("caller", "delay", "wait", "service", "open", "batch")) {
      if (!all.contains("histsum " + name + " ")) {
        lines.add(sum(name, summary));
      }
    }
    return lines;
  }

  private static String sum(String name, List<String> summary) {
    long count = 0;
    long sum = 0;
    long most = 0;
    for (String line : summary) {
      if (line.startsWith("hist " + name + " ")) {
        String[] parts = line.split(" ", -1);
        long each = Long.parseLong(parts[4]);
        most = Long.parseLong(parts[3]);
        count += each;
        sum += each * (Long.parseLong(parts[2]) + most) / 2;
      }
    }
    return "histsum %s n=%d sum=%d max=%d".formatted(name, count, sum, most);
  }

  private static long number(String text, String key) {
    Matcher setting = Pattern.compile("\\b" + key + "=(\\d+)").matcher(text);
    return setting.find() ? Long.parseLong(setting.group(1)) : 0;
  }
}
