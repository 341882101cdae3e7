package org.fputlab.explore;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fputlab.locks.steps.Order;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Verdict;

/**
 * Whether one kind of file may be closed in place in some context, and how that is known.
 *
 * @param file the kind of file
 * @param scenario which asks it
 * @param known how it is known
 * @param order what the steps alone prove
 * @param explored what schedules showed; empty where none was needed
 * @param strangers what the closer holds and nothing else in the scenario takes, so that it says
 *     nothing of what a kernel does with it
 */
public record ClosingAnswer(
    String file,
    Scenario scenario,
    Known known,
    Order order,
    Optional<Explored> explored,
    List<String> strangers) {

  /** Whether the schedule that was found ends in a crash rather than a hang. */
  public boolean isCrash() {
    return explored
        .flatMap(Explored::found)
        .filter(shown -> shown.ending().kind().verdict() == Verdict.CRASHES)
        .isPresent();
  }

  /** How it is known, the worst first. */
  public enum Known {
    /** It hangs if the close is made in place, and was not seen to where it is put off. */
    HANGS,
    /** It crashes if the close is made in place, as where it must not sleep. */
    CRASHES,
    /** It hangs or crashes, but it also does if the close is put off. */
    HANGS_EITHER_WAY,
    /** Neither proved nor found. */
    NOT_FOUND,
    /** Proved by order. */
    PROVED;

    /** Whether a schedule shows it. */
    public boolean isFound() {
      return this == HANGS || this == CRASHES || this == HANGS_EITHER_WAY;
    }

    /** As JSON writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
