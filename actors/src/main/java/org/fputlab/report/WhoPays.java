package org.fputlab.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Unfinished;
import org.fputlab.scenario.running.RunResult;
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
      boolean waits = UnfinishedText.closerWait(result).count() > 0;
      boolean pends = UnfinishedText.closeLag(result).count() > 0;
      return waits ? Payer.CLOSER : pends ? Payer.WORKER : Payer.NOBODY;
    }
    if (result.closeLag().getMaxValue() == 0) {
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

  static String policies(List<RunResult> group) {
    List<String> names = group.stream().map(result -> result.close().word()).toList();
    if (names.size() == 1) {
      return names.get(0);
    }
    List<String> first = names.subList(0, names.size() - 1);
    return String.join(", ", first) + " and " + names.get(names.size() - 1);
  }

  private static String pending(List<RunResult> group) {
    long pending = group.stream().mapToLong(RunResult::pending).max().orElse(0);
    return Figures.count(pending) + (pending == 1 ? " close" : " closes") + " pending at the end";
  }

  private static String backlog(List<RunResult> group) {
    RunResult worst = group.get(0);
    for (RunResult result : group) {
      if (result.backlog().perSecond() > worst.backlog().perSecond()) {
        worst = result;
      }
    }
    Unfinished pending = UnfinishedText.closeLag(worst);
    String oldest =
        pending.count() == 0
            ? ""
            : ", the oldest " + Figures.duration(pending.longest(worst.simulated())) + " old";
    return "%s at the end%s, %s a second"
        .formatted(
            Figures.count(worst.pending()), oldest, Figures.growth(worst.backlog().perSecond()));
  }

  private static String wait(List<RunResult> group) {
    return bounds(group.stream().map(RunResult::closerWait).toList())
        + unfinished(group, UnfinishedText::closerWait);
  }

  private static String later(List<RunResult> group) {
    String inCall = p99s(group.stream().map(RunResult::closerWait).toList());
    String lag = bounds(group.stream().map(RunResult::closeLag).toList());
    String pending = unfinished(group, UnfinishedText::closeLag);
    return lag + pending + "; in the call p99 " + inCall;
  }

  /** What lasted longest of it in any of these runs; an empty text where all that counts ended. */
  private static String unfinished(
      List<RunResult> group, Function<RunResult, Unfinished> unfinished) {
    String text = "";
    long longest = 0;
    for (RunResult result : group) {
      Unfinished here = unfinished.apply(result);
      if (here.longest(result.simulated()) > longest) {
        longest = here.longest(result.simulated());
        text =
            "; %s unfinished, the longest %s"
                .formatted(Figures.count(here.count()), Figures.duration(longest));
      }
    }
    return text;
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
    List<RunResult> served = results.stream().filter(WhoPays::hasClients).toList();
    if (served.isEmpty()) {
      return Optional.empty();
    }
    RunResult best = served.get(0);
    RunResult worst = served.get(0);
    for (RunResult result : served) {
      best = clientsWait(result) < clientsWait(best) ? result : best;
      worst = clientsWait(result) > clientsWait(worst) ? result : worst;
    }
    if (clientsWait(worst) < NOTABLE_RATIO * clientsWait(best)) {
      String unanswered = unfinished(results, UnfinishedText::rpcLatency);
      String notice = unanswered.isEmpty() ? "clients notice little" : "clients pay under each";
      return Optional.of(notice + " (RPC p99 " + rpc(best, worst) + unanswered + ")");
    }
    return Optional.of(
        "clients pay most under %s (RPC p99 %s) and least under %s (%s)"
            .formatted(alike(served, worst), calls(worst), alike(served, best), calls(best)));
  }

  /** The policies under which calls are told to take as long as under this one. */
  private static String alike(List<RunResult> served, RunResult one) {
    String told = calls(one);
    return policies(served.stream().filter(result -> calls(result).equals(told)).toList());
  }

  private static boolean hasClients(RunResult result) {
    return result.rpcLatency().getTotalCount() > 0 || result.unfinished().rpcLatency().count() > 0;
  }

  /** What stands for how long clients wait: calls that are not answered outweigh all that were. */
  private static long clientsWait(RunResult result) {
    long unanswered = UnfinishedText.rpcLatency(result).longest(result.simulated());
    return Math.max(p99(result.rpcLatency()), unanswered);
  }

  private static String calls(RunResult result) {
    return Figures.duration(p99(result.rpcLatency()))
        + unfinished(List.of(result), UnfinishedText::rpcLatency);
  }

  private static String rpc(RunResult best, RunResult worst) {
    return p99s(List.of(best.rpcLatency(), worst.rpcLatency()));
  }
}
