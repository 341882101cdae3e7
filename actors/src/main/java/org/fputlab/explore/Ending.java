package org.fputlab.explore;

import java.util.List;
import java.util.Locale;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * What one schedule came to.
 *
 * @param kind what is wrong, if anything
 * @param why in one line; "" where nothing is wrong
 * @param findings what the supervisors say of the machine at its end
 * @param turns how many messages were handled
 * @param hash a hash of every delivery
 * @param at when it ended, in nanoseconds of the run
 */
public record Ending(
    Kind kind, String why, List<Finding> findings, long turns, long hash, long at) {

  /** What can be wrong with a schedule, whatever time its steps take. */
  public enum Kind {
    /** Nothing is. */
    NOTHING(Verdict.OK),
    /** Tasks wait forever: for one another, or for what nobody is left to do. */
    DEADLOCK(Verdict.DEADLOCK),
    /** A kernel stack has no room left. */
    STACK_OVERFLOW(Verdict.CRASHES),
    /** Something was used after it was freed. */
    USE_AFTER_FREE(Verdict.CRASHES),
    /** A task came to a place that may sleep, where it must not. */
    ATOMIC_SLEEP(Verdict.CRASHES),
    /** The emulator itself failed. */
    INVARIANT(Verdict.INCONCLUSIVE),
    /** It took all the turns it may, and did not end. */
    ENDLESS(Verdict.INCONCLUSIVE);

    private final Verdict verdict;

    Kind(Verdict verdict) {
      this.verdict = verdict;
    }

    /** What a run that ends so comes to. */
    public Verdict verdict() {
      return verdict;
    }

    /** As JSON and reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A machine at rest. */
  static Ending atRest(List<Finding> findings, long turns, long hash, long at) {
    if (findings.isEmpty()) {
      return new Ending(Kind.NOTHING, "", List.of(), turns, hash, at);
    }
    Finding first = findings.get(0);
    return new Ending(kind(first), first.headline(), findings, turns, hash, at);
  }

  private static Kind kind(Finding finding) {
    return switch (finding.kind()) {
      case STACK_OVERFLOW -> Kind.STACK_OVERFLOW;
      case USE_AFTER_FREE -> Kind.USE_AFTER_FREE;
      case ATOMIC_SLEEP -> Kind.ATOMIC_SLEEP;
      case DEADLOCK -> Kind.DEADLOCK;
      default -> throw new IllegalArgumentException(finding.kind() + " needs time to be judged");
    };
  }

  /** Whether it shows that something is wrong. */
  public boolean isFailing() {
    return kind != Kind.NOTHING && kind != Kind.ENDLESS;
  }
}
