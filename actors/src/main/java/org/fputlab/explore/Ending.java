package org.fputlab.explore;

import java.util.List;
import java.util.Locale;
import org.fputlab.watch.Finding;

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
    NOTHING,
    /** Tasks wait for ever: for one another, or for what nobody is left to do. */
    DEADLOCK,
    /** A kernel stack has no room left. */
    STACK_OVERFLOW,
    /** Something was used after it was freed. */
    USE_AFTER_FREE,
    /** The emulator itself failed. */
    INVARIANT,
    /** It took all the turns it may, and did not end. */
    ENDLESS;

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
      default -> Kind.DEADLOCK;
    };
  }

  /** Whether it shows that something is wrong. */
  public boolean isFailing() {
    return kind != Kind.NOTHING && kind != Kind.ENDLESS;
  }
}
