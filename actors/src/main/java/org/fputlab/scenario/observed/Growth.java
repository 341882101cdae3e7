package org.fputlab.scenario.observed;

import java.util.List;
import org.fputlab.scenario.observed.FileNrSeries.Look;
import org.fputlab.watch.Backlog;
import org.jspecify.annotations.Nullable;

/**
 * How the number of allocated files moves, by the same test as a queue in a run.
 *
 * @param file that has the looks
 * @param looks how many
 * @param span from the first to the last, in nanoseconds
 * @param first allocated at the first
 * @param last allocated at the last
 * @param perSecond mean growth
 * @param grows whether it is more than chance
 */
public record Growth(
    String file, int looks, long span, long first, long last, double perSecond, boolean grows) {

  /** Fewer looks are too few for the test. */
  static final int LOOKS_NEEDED = Backlog.LOOKS_NEEDED;

  static @Nullable Growth of(List<Reading> readings) throws NotUsable {
    Growth found = null;
    for (Reading reading : readings) {
      if (!reading.looks().isEmpty()) {
        if (found != null) {
          throw new NotUsable(
              found.file + " and " + reading.file() + " both hold looks at file-nr. Import one.");
        }
        found = of(reading.file(), reading.looks());
      }
    }
    return found;
  }

  private static Growth of(String file, List<Look> looks) {
    Look first = looks.get(0);
    Look last = looks.get(looks.size() - 1);
    long[] times = looks.stream().mapToLong(Look::at).toArray();
    long[] files = looks.stream().mapToLong(Look::allocated).toArray();
    long peak = looks.stream().mapToLong(Look::allocated).max().orElse(0);
    Backlog.Drift drift = Backlog.drift("file-nr", times, files, last.allocated(), peak, 0);
    return new Growth(
        file,
        looks.size(),
        last.at() - first.at(),
        first.allocated(),
        last.allocated(),
        drift.perSecond(),
        drift.grows());
  }
}
