package org.fputlab.report;

import java.util.List;
import java.util.Optional;
import org.fputlab.explore.Ending;
import org.fputlab.explore.Explored;
import org.fputlab.watch.Verdict;

/**
 * What the exploration of one policy came to, measured against what the scenario file expects.
 *
 * @param explored what it came to
 * @param wallNanos how long it took
 * @param jobs with how many threads, of all nodes together
 * @param savedIn the file that has the schedule, or ""
 */
public record ExploreOutcome(Explored explored, long wallNanos, int jobs, String savedIn) {

  /** What a schedule shows, in words of a run's verdicts. */
  private Optional<Verdict> shown() {
    return explored.found().map(found -> found.ending().kind().verdict());
  }

  /** What the file expects of the policy, if it speaks of it. */
  Optional<Verdict> expected() {
    return Optional.ofNullable(
        explored.setting().scenario().expect().get(explored.setting().close()));
  }

  private static boolean isFailing(Verdict verdict) {
    return verdict == Verdict.DEADLOCK || verdict == Verdict.CRASHES;
  }

  /** Whether it is what the file expects, or the file says nothing and nothing was found. */
  boolean isAsExpected() {
    Optional<Verdict> shown = shown();
    return shown.isPresent()
        ? shown.equals(expected())
        : expected().filter(ExploreOutcome::isFailing).isEmpty();
  }

  /** The kind of what was found, or "". */
  String kind() {
    return explored.found().map(found -> found.ending().kind()).map(Ending.Kind::word).orElse("");
  }

  /** Schedules a second. */
  double perSecond() {
    return explored.schedules() * 1e9 / Math.max(1, wallNanos);
  }

  private int exitCode() {
    if (explored.result() == Explored.Result.GAVE_UP) {
      return Outcome.INCONCLUSIVE;
    }
    if (isAsExpected()) {
      return Outcome.AS_EXPECTED;
    }
    return explored.found().isPresent() ? Outcome.DEADLOCK : Outcome.UNEXPECTED;
  }

  /** What the program exits with: what was found and not expected first. */
  public static int exitCode(List<ExploreOutcome> outcomes) {
    List<Integer> codes = outcomes.stream().map(ExploreOutcome::exitCode).toList();
    return List.of(Outcome.DEADLOCK, Outcome.INCONCLUSIVE, Outcome.UNEXPECTED).stream()
        .filter(codes::contains)
        .findFirst()
        .orElse(Outcome.AS_EXPECTED);
  }
}
