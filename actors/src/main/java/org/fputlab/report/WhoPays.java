package org.fputlab.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.fputlab.scenario.RunResult;
import org.fputlab.watch.Verdict;

/**
 * One sentence on who bears the cost of closing under which policy, from the figures of the runs
 * alone.
 */
final class WhoPays {

  /** Where a policy's cost is found. */
  private enum Payer {
    /** Tasks that never run again. */
    STUCK_TASKS,
    /** The memory that a growing list of closes holds. */
    MEMORY,
    /** The task that closes, inside its call. */
    CLOSER,
    /** Mostly nobody in the call: the file lives on for a while. */
    WORKER,
    /** There is nothing to pay for. */
    NOBODY
  }

  /** A closer that waits for at least this share of the close lag pays for the close itself. */
  private static final double OWN_SHARE = 0.5;

  /** Below this the worst of two latencies is not worth a word. */
  private static final double NOTABLE_RATIO = 2;

  private WhoPays() {}

  static String sentence(List<RunResult> results) {
    Map<Payer, List<RunResult>> groups = new EnumMap<>(Payer.class);
    for (RunResult result : results) {
      groups.computeIfAbsent(payer(result), payer -> new ArrayList<>()).add(result);
    }
    List<String> parts = new ArrayList<>();
    groups.forEach((payer, group) -> parts.add(part(payer, group)));
    clients(results).ifPresent(parts::add);
    String sentence = String.join("; ", parts);
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
  }

  private static Payer payer(RunResult result) {
    if (result.verdict() == Verdict.DEADLOCK) {
      return Payer.STUCK_TASKS;
    }
    if (result.backlog().grows()) {
      return Payer.MEMORY;
    }
    if (result.closeLag().getTotalCount() == 0) {
      return Payer.NOBODY;
    }
    double share = result.closerWait().getMean() / result.closeLag().getMean();
    return share >= OWN_SHARE ? Payer.CLOSER : Payer.WORKER;
  }

  private static String part(Payer payer, List<RunResult> group) {
    String under = "under " + policies(group) + " ";
    return switch (payer) {
      case STUCK_TASKS -> under + "tasks that never run again pay (" + pending(group) + ")";
      case MEMORY -> under + "memory pays, in a list of pending closes (" + backlog(group) + ")";
      case CLOSER -> under + "the closer pays, inside its call (" + wait(group) + ")";
      case WORKER -> under + "files are closed later than the call (" + later(group) + ")";
      case NOBODY -> under + "nothing is closed";
    };
  }

  private static String policies(List<RunResult> group) {
    List<String> names = group.stream().map(result -> result.close().word()).toList();
    if (names.size() == 1) {
      return names.get(0);
    }
    List<String> first = names.subList(0, names.size() - 1);
    return String.join(", ", first) + " and " + names.get(names.size() - 1);
  }

  private static String pending(List<RunResult> group) {
    long pending = group.stream().mapToLong(RunResult::pending).max().orElse(0);
    return Figures.count(pending) + " closes pending at the end";
  }

  private static String backlog(List<RunResult> group) {
    RunResult worst = group.get(0);
    for (RunResult result : group) {
      if (result.backlog().perSecond() > worst.backlog().perSecond()) {
        worst = result;
      }
    }
    return "%s at the end, %s a second"
        .formatted(Figures.count(worst.pending()), Figures.growth(worst.backlog().perSecond()));
  }

  private static String wait(List<RunResult> group) {
    return bounds(group.stream().map(RunResult::closerWait).toList());
  }

  private static String later(List<RunResult> group) {
    String inCall = p99s(group.stream().map(RunResult::closerWait).toList());
    String lag = bounds(group.stream().map(RunResult::closeLag).toList());
    return lag + "; in the call p99 " + inCall;
  }

  private static String bounds(List<Histogram> times) {
    long most = times.stream().mapToLong(Histogram::getMaxValue).max().orElse(0);
    return "p99 " + p99s(times) + ", at most " + Figures.duration(most);
  }

  /** The 99th percentile of all of them, or from the least to the greatest. */
  private static String p99s(List<Histogram> times) {
    String least = Figures.duration(times.stream().mapToLong(WhoPays::p99).min().orElse(0));
    String most = Figures.duration(times.stream().mapToLong(WhoPays::p99).max().orElse(0));
    return least.equals(most) ? most : least + " to " + most;
  }

  private static long p99(Histogram times) {
    return times.getValueAtPercentile(99);
  }

  /** What NFS clients notice, where policies differ in it. */
  private static Optional<String> clients(List<RunResult> results) {
    List<RunResult> served =
        results.stream().filter(result -> result.rpcLatency().getTotalCount() > 0).toList();
    if (served.isEmpty()) {
      return Optional.empty();
    }
    RunResult best = served.get(0);
    RunResult worst = served.get(0);
    for (RunResult result : served) {
      best = p99(result.rpcLatency()) < p99(best.rpcLatency()) ? result : best;
      worst = p99(result.rpcLatency()) > p99(worst.rpcLatency()) ? result : worst;
    }
    if (p99(worst.rpcLatency()) < NOTABLE_RATIO * p99(best.rpcLatency())) {
      return Optional.of("clients notice little (RPC p99 " + rpc(best, worst) + ")");
    }
    return Optional.of(
        "clients pay most under %s (RPC p99 %s) and least under %s (%s)"
            .formatted(
                worst.close().word(),
                Figures.duration(p99(worst.rpcLatency())),
                best.close().word(),
                Figures.duration(p99(best.rpcLatency()))));
  }

  private static String rpc(RunResult best, RunResult worst) {
    return p99s(List.of(best.rpcLatency(), worst.rpcLatency()));
  }
}
