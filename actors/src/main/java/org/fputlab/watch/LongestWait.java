package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Figures;
import org.jspecify.annotations.Nullable;

/** The longest wait that was seen of one cause, and the most who waited while it lasted. */
final class LongestWait {

  /** Those who waited for one root at one look, and until when all of them did. */
  static final class Crowd {
    private final WaitRoot root;
    private final WaitForGraph graph;
    private final List<Sighting> tasks = new ArrayList<>();
    private long seenAt;

    Crowd(WaitRoot root, WaitForGraph graph) {
      this.root = root;
      this.graph = graph;
    }

    void add(Sighting task) {
      tasks.add(task);
    }
  }

  /** One task's wait, the same however often it is looked at. */
  private static final class Waiting {
    final int pid;
    final long since;
    final long foundAt;
    Crowd largest;

    Waiting(Sighting task, Crowd crowd, long now) {
      this.pid = task.row().pid();
      this.since = task.blockedOn().since();
      this.foundAt = now;
      this.largest = crowd;
    }

    boolean is(Sighting task) {
      return pid == task.row().pid() && since == task.blockedOn().since();
    }
  }

  private Map<Integer, Waiting> waiting = new LinkedHashMap<>();
  private @Nullable Crowd present;
  private @Nullable Waiting told;
  private long length;

  LongestWait(Crowd first, long now) {
    look(first, now);
  }

  /** Takes in who waits now; null where nobody does. */
  void look(@Nullable Crowd crowd, long now) {
    Map<Integer, Waiting> before = waiting;
    waiting = new LinkedHashMap<>();
    present = crowd;
    if (crowd != null) {
      for (Sighting task : crowd.tasks) {
        Waiting known = before.get(task.row().pid());
        Waiting one = known != null && known.is(task) ? known : new Waiting(task, crowd, now);
        if (crowd.tasks.size() >= one.largest.tasks.size()) {
          one.largest = crowd;
        }
        waiting.put(one.pid, one);
      }
      age(now);
    }
  }

  /** Lets the waits of the last look grow older. */
  void age(long now) {
    if (present != null) {
      present.seenAt = now;
    }
    for (Waiting one : waiting.values()) {
      if (now - one.since > length) {
        length = now - one.since;
        told = one;
      }
    }
  }

  Finding finding() {
    Waiting one = Objects.requireNonNull(told);
    Crowd crowd = one.largest;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tasks", crowd.tasks.size());
    figures.put("longestNanos", length);
    Affliction fault = crowd.root.fault();
    if (fault != null) {
      figures.put("fault", fault.id());
    }
    return new Finding(
        Finding.Kind.LONG_WAIT,
        crowd.root.label(),
        headline(crowd),
        one.since,
        one.foundAt,
        new WaitTree(crowd.graph, crowd.root, crowd.tasks, task -> age(task, one)).lines(),
        figures,
        Verdict.WAITS);
  }

  private long age(Sighting task, Waiting one) {
    return one.is(task) ? length : one.largest.seenAt - task.blockedOn().since();
  }

  private String headline(Crowd crowd) {
    boolean single = crowd.tasks.size() == 1;
    return TaskNames.crowd(crowd.tasks)
        + " "
        + crowd.root.predicate(crowd.tasks)
        + (single ? ", " : ", the longest ")
        + Figures.plainDuration(length);
  }
}
