package org.fputlab.report;

import java.util.List;
import java.util.Optional;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * A verdict measured against what the scenario file expects of the policy that was in force.
 *
 * @param verdict what the run came to
 * @param expected what the file says, if it speaks of the policy
 * @param interrupted whether the user ended a run that was to go on to its end
 */
public record Outcome(Verdict verdict, Optional<Verdict> expected, boolean interrupted) {

  /**
   * As expected; or nothing was expected, and it is none of spins, deadlock, crashes and
   * inconclusive.
   */
  public static final int AS_EXPECTED = 0;

  /** Another verdict than expected. */
  public static final int UNEXPECTED = 1;

  /** A bad scenario or option: nothing was run. */
  public static final int BAD_INPUT = 2;

  /** A deadlock that was not expected. */
  public static final int DEADLOCK = 3;

  /** No verdict within the bounds. */
  public static final int INCONCLUSIVE = 4;

  /** Time stood still, and that was not expected. */
  public static final int SPINS = 5;

  /** The emulator itself failed: {@code EX_SOFTWARE} of sysexits.h. */
  public static final int EMULATOR_FAILED = 70;

  /**
   * The run ended, but its report or recording could not be written: {@code EX_IOERR} of
   * sysexits.h.
   */
  public static final int CANNOT_WRITE = 74;

  /** Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it. */
  public static final int INTERRUPTED = 130;

  private static final List<Integer> GRAVEST_FIRST =
      List.of(INTERRUPTED, DEADLOCK, SPINS, UNEXPECTED, INCONCLUSIVE);

  public static Outcome of(RunResult result) {
    Verdict expected = result.scenario().expect().get(result.close());
    return new Outcome(
        result.verdict(),
        isLeftAlone(result) ? Optional.ofNullable(expected) : Optional.empty(),
        result.interrupted() && result.live().isEmpty());
  }

  /** Of a live run that was interfered with, or ended at will, the file says nothing. */
  private static boolean isLeftAlone(RunResult result) {
    return result.live().isEmpty() || (result.live().get().changes() == 0 && !result.interrupted());
  }

  /** Whether the file says what to expect and the run did otherwise. */
  public boolean isUnexpected() {
    return expected.isPresent() && expected.get() != verdict;
  }

  /** What the program exits with. */
  public int exitCode() {
    if (interrupted) {
      return INTERRUPTED;
    }
    if (expected.isPresent() && !isUnexpected()) {
      return AS_EXPECTED;
    }
    return switch (verdict) {
      case DEADLOCK -> DEADLOCK;
      case SPINS -> SPINS;
      case INCONCLUSIVE -> INCONCLUSIVE;
      case CRASHES -> UNEXPECTED;
      default -> isUnexpected() ? UNEXPECTED : AS_EXPECTED;
    };
  }

  /** What the program exits with after several runs: the gravest of them. */
  public static int exitCode(List<Outcome> outcomes) {
    List<Integer> codes = outcomes.stream().map(Outcome::exitCode).toList();
    return GRAVEST_FIRST.stream().filter(codes::contains).findFirst().orElse(AS_EXPECTED);
  }

  /** The verdict with what was expected, as in {@code ok (EXPECTED grows)}. */
  String text() {
    if (expected.isEmpty()) {
      return verdict.word() + " (nothing expected)";
    }
    String against = isUnexpected() ? "EXPECTED " + expected.get().word() : "expected";
    return verdict.word() + " (" + against + ")";
  }

  /** What the verdict means, for a reader who sees it for the first time. */
  static String meaning(RunResult result) {
    List<Finding> deadlocks =
        result.findings().stream().filter(it -> it.kind() == Finding.Kind.DEADLOCK).toList();
    boolean killed =
        !deadlocks.isEmpty()
            && deadlocks.stream()
                .allMatch(it -> Boolean.TRUE.equals(it.figures().get("rootKilled")));
    return killed && result.verdict() == Verdict.DEADLOCK
        ? "tasks wait forever for what a killed task held, proven"
        : meaning(result.verdict());
  }

  private static String meaning(Verdict verdict) {
    return switch (verdict) {
      case OK -> "nothing hangs, waits too long or piles up";
      case WAITS -> "somebody waits longer than the limit, though the wait can still end";
      case GROWS -> "a queue grows without bound";
      case SPINS -> "time stands still: tasks spin at one instant, and the run was ended there";
      case DEADLOCK -> "tasks wait for one another forever, proven";
      case CRASHES ->
          "the kernel dies: a stack overflows, what was freed is used, or a task sleeps where it must not";
      case INCONCLUSIVE -> "the run ended before anything could be concluded";
    };
  }
}
