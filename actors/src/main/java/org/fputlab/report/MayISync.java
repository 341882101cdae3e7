package org.fputlab.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fputlab.explore.ClosingAnswer;
import org.fputlab.explore.ClosingAnswer.Known;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.scenario.closing.ClosingContext;

/**
 * The answer to whether a close may be made in place, put together from what is known of each file
 * and of real kernels.
 *
 * @param context who closes, and what he holds
 * @param answers one for each kind of file
 * @param seen what real kernels were seen to do with each lock held, where a dump was given
 */
public record MayISync(ClosingContext context, List<ClosingAnswer> answers, List<Holding> seen) {

  /** The answer, the worst first. */
  enum Answer {
    /** It hangs or crashes, at least with some files. */
    NO,
    /** It hangs, but so it does where the close is put off. */
    NO_EITHER_WAY,
    /** A real kernel took a held lock under a close. */
    SEEN,
    /** Neither proved nor found. */
    NOT_FOUND,
    /** Proved, but of something held nothing is known that anybody does with it. */
    NOTHING_KNOWN,
    /** Proved. */
    YES;

    /** As JSON writes it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Answer answer() {
    if (has(Known.HANGS) || has(Known.CRASHES)) {
      return Answer.NO;
    }
    if (has(Known.HANGS_EITHER_WAY)) {
      return Answer.NO_EITHER_WAY;
    }
    if (!taken().isEmpty()) {
      return Answer.SEEN;
    }
    if (has(Known.NOT_FOUND)) {
      return Answer.NOT_FOUND;
    }
    return strangers().isEmpty() ? Answer.YES : Answer.NOTHING_KNOWN;
  }

  private boolean has(Known known) {
    return !files(known).isEmpty();
  }

  /** The files of which this is known. */
  List<String> files(Known known) {
    return answers.stream()
        .filter(answer -> answer.known() == known)
        .map(ClosingAnswer::file)
        .toList();
  }

  /** The locks held that a real kernel was seen to take under a close. */
  List<String> taken() {
    return seen.stream().filter(Holding::mayHang).map(Holding::name).distinct().toList();
  }

  /** What is held and nothing else takes in any of the scenarios. */
  Set<String> strangers() {
    Set<String> strangers = new LinkedHashSet<>(answers.get(0).strangers());
    answers.forEach(answer -> strangers.retainAll(answer.strangers()));
    return strangers;
  }

  /** What the program exits with. */
  public int exitCode() {
    return switch (answer()) {
      case NO, NO_EITHER_WAY, SEEN -> Outcome.DEADLOCK;
      default -> 0;
    };
  }
}
