package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** The last minute of a run as it was seen, to be looked at once more. */
final class Past {

  private static final long MINUTE_MILLIS = 60_000;

  /** Of a crowd fewer looks are kept, as each of them is large. */
  private static final int CROWD = 1000;

  private static final long APART_OF_CROWD_MILLIS = 3000;

  private record Seen(long at, Moment moment) {}

  private static final long PRESENT = -1;

  private final List<Seen> kept = new ArrayList<>();
  private long shownAt = PRESENT;

  /**
   * Remembers a look.
   *
   * @param millis on a clock that never goes back
   */
  void add(Moment moment, long millis) {
    long apart = moment.live().tasks().size() > CROWD ? APART_OF_CROWD_MILLIS : 1;
    if (kept.isEmpty() || millis - kept.get(kept.size() - 1).at >= apart) {
      kept.add(new Seen(millis, moment));
    }
    kept.removeIf(seen -> millis - seen.at > MINUTE_MILLIS && seen.at != shownAt);
  }

  /** Goes so many looks back, or forward where it is less than nothing, at last to the present. */
  void move(int looks) {
    int last = kept.size() - 1;
    int to = Math.max(0, (shownAt == PRESENT ? last : shown()) - looks);
    shownAt = to >= last ? PRESENT : kept.get(to).at;
  }

  private int shown() {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).at == shownAt) {
        return i;
      }
    }
    return kept.size() - 1;
  }

  /** Back to the present. */
  void toNow() {
    shownAt = PRESENT;
  }

  /** What is to be drawn: what somebody looks back at, else the newest. */
  Moment chosen(Moment newest) {
    if (shownAt == PRESENT) {
      return newest;
    }
    Moment then = kept.get(shown()).moment;
    return then.asOf(newest.live().state().nowNs() - then.live().state().nowNs());
  }
}
