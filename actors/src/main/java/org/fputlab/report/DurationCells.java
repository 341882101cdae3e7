package org.fputlab.report;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Unfinished;

/**
 * Median, 99th percentile and maximum of one kind of duration, as a row of {@code compare} has
 * them: with a sign where it is notable what had not ended.
 *
 * <p>What an unfinished one will come to is not known: the oldest is longer than it has been so
 * far, and the others may be anything. So a percentile of all that began has a least and a greatest
 * value that it can have. Where these look like the percentile of what ended, that stands as it is;
 * where only the least does, behind {@link #AT_LEAST}; else behind {@link #OF_ENDED}.
 */
record DurationCells(Histogram finished, Unfinished unfinished, long longest) {

  /** Stands before what is only known to be longer. */
  static final String AT_LEAST = ">";

  /** Stands before what is only known of those that ended. */
  static final String OF_ENDED = "~";

  /**
   * @param unfinished what of these durations had not ended, if that is notable
   * @param now when the run ended
   */
  static DurationCells of(Histogram finished, Unfinished unfinished, long now) {
    return new DurationCells(finished, unfinished, unfinished.longest(now));
  }

  boolean isMarked() {
    return unfinished.count() > 0;
  }

  /** Whether a percentile is told of those that ended alone. */
  boolean tellsOfEnded() {
    return all().stream().anyMatch(cell -> cell.startsWith(OF_ENDED));
  }

  /** The median, the 99th percentile and the maximum. */
  List<String> all() {
    return List.of(percentile(50), percentile(99), maximum());
  }

  private String maximum() {
    return isMarked()
        ? AT_LEAST + Figures.shortDuration(longest)
        : ofEnded(finished.getTotalCount());
  }

  private String percentile(double percent) {
    long ended = finished.getTotalCount();
    long all = ended + unfinished.count();
    long rank = rank(percent, all);
    if (isMarked() && rank == all) {
      return maximum();
    }
    String shown = ofEnded(rank(percent, ended));
    if (!isMarked() || ended == 0) {
      return shown;
    }
    boolean least = shown.equals(ofEnded(rank - (unfinished.count() - 1)));
    boolean greatest = rank <= ended && shown.equals(ofEnded(rank));
    return (least ? greatest ? "" : AT_LEAST : OF_ENDED) + shown;
  }

  private static long rank(double percent, long count) {
    return (long) Math.ceil(percent * count / 100);
  }

  /** How long the one of this rank took of those that ended, counted from the shortest. */
  private String ofEnded(long rank) {
    return rank <= 0
        ? Figures.NONE
        : Figures.shortDuration(
            finished.getValueAtPercentile(100.0 * rank / finished.getTotalCount()));
  }
}
