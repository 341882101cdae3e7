package org.fputlab.scenario.observed;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The calls of close(2) that a tool lists one by one, with what did not count: those that closed
 * nothing, and those whose duration is missing.
 */
final class CloseCalls {

  /** There was no such file; every other error leaves the file closed (close(2), v6.6). */
  private static final String NO_FILE = "EBADF";

  /** From the call to its return, by user tasks; fs/open.c, v6.6. */
  static final String WHAT =
      "close(2) as user tasks call it, from the call to its return: the flush of the file system, and"
          + " the release where this was the last reference";

  private final Durations times = new Durations();
  private final Set<String> tasks = new LinkedHashSet<>();
  private long count;
  private long failed;
  private long lost;

  /**
   * A call that returned.
   *
   * @param error its name, or ""
   */
  void returned(String task, long nanos, String error) {
    if (error.equals(NO_FILE)) {
      failed++;
      return;
    }
    count++;
    tasks.add(task);
    times.add(nanos);
  }

  /** A call of which no duration is known. */
  void lost() {
    lost++;
  }

  /** Calls that returned, with a file or without one. */
  long returned() {
    return count + failed;
  }

  /** All of which there is a trace. */
  long seen() {
    return returned() + lost;
  }

  /** Tells the reading what was measured. */
  void end(Reading reading, String kind, OptionalLong span, List<String> measured) {
    if (failed > 0) {
      reading.remark(
          "%s failed with %s, so there was no file: not counted"
              .formatted(Words.count(failed, "close", "closes"), NO_FILE));
    }
    if (lost > 0) {
      reading.remark(
          "how long %s took is not in the list; not counted, and perhaps the longest"
              .formatted(Words.count(lost, "close", "closes")));
    }
    if (count > 0) {
      reading.remark(
          "%s called by %s"
              .formatted(
                  Words.count(count, "close was", "closes were"),
                  Words.count(tasks.size(), "task", "tasks")));
      reading.addCalls(kind, times.histogram(), span, /* eachSeen= */ true, measured);
    }
  }
}
