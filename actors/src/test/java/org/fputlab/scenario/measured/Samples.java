package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
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
        "elapsed_ns=1000000000 opened_end=50 closecalls_end=50 released_end=50 opened_total=50");
    lines.add("max_in_release=1 inversions=0 throttled=0");
    lines.add("relctx pid=143 comm=kworker/1:2 n=50");
    for (String open : List.of("open", "uopen")) {
      lines.add("histsum " + open + " n=50 sum=250000 max=6000");
      lines.add("hist " + open + " 4000 6000 50");
    }
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
    List<String> lines = new ArrayList<>();
    lines.add("time_ms,phase,opened,closecalls,released,backlog");
    for (int at = 100; at <= 1000; at += 100) {
      lines.add(at + ",0," + at / 20 + "," + at / 20 + "," + at / 20 + ",0");
    }
    lines.add("1100,1,50,50,50,0");
    return lines;
  }

  static MeasuredRun run(String policy) {
    return run("sample", summary(policy));
  }

  /** Of which so many files were opened, and 50 closed before the run was over. */
  static MeasuredRun run(String policy, int opened) {
    List<String> lines = summary(policy);
    lines.replaceAll(line -> line.replace("opened_end=50", "opened_end=" + opened));
    return run("sample", lines);
  }

  static MeasuredRun run(String name, List<String> summary) {
    List<String> complaints = new ArrayList<>();
    @Nullable MeasuredRun run =
        new RunReader((file, line, rule) -> complaints.add(file + ":" + line + ": " + rule))
            .run(new MeasuredRuns.Entry(name, "6.12"), "s.summary", summary, "s.csv", looks());
    if (run == null) {
      throw new AssertionError(complaints);
    }
    return run;
  }
}
