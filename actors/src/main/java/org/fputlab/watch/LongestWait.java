package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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

    List<Sighting> tasks() {
      return tasks;
    }
  }

  /** One task's wait, the same however often it is looked at. */
  record OneWait(int pid, long since) {

    static OneWait of(Sighting task) {
      return new OneWait(task.row().pid(), task.blockedOn().since());
    }
  }

  private static final class Waiting {
    final OneWait wait;
    final long foundAt;
    Crowd largest;
    long length;

    Waiting(OneWait wait, Crowd crowd, long now) {
      this.wait = wait;
      this.foundAt = now;
      this.largest = crowd;
    }
  }

  private Map<OneWait, Waiting> waiting = new LinkedHashMap<>();
  private @Nullable Crowd present;
  private @Nullable Waiting ended;

  LongestWait(Crowd first, long now) {
    look(first, now, wait -> false);
  }

  /**
   * Takes in who waits now.
   *
   * @param crowd those, or null where nobody does
   * @param toldElsewhere whether a wait that is no longer of this cause has another from now on
   */
  void look(@Nullable Crowd crowd, long now, Predicate<OneWait> toldElsewhere) {
    Map<OneWait, Waiting> before = waiting;
    waiting = new LinkedHashMap<>();
    present = crowd;
    if (crowd != null) {
      for (Sighting task : crowd.tasks) {
        OneWait wait = OneWait.of(task);
        Waiting known = before.remove(wait);
        Waiting one = known != null ? known : new Waiting(wait, crowd, now);
        if (crowd.tasks.size() >= one.largest.tasks.size()) {
          one.largest = crowd;
        }
        waiting.put(wait, one);
      }
      age(now);
    }
    for (Waiting gone : before.values()) {
      if (!toldElsewhere.test(gone.wait)) {
        ended = longer(ended, gone);
      }
    }
  }

  private static Waiting longer(@Nullable Waiting one, Waiting other) {
    return one == null || other.length > one.length ? other : one;
  }

  /** Lets the waits of the last look grow older. */
  void age(long now) {
    if (present != null) {
      present.seenAt = now;
    }
    waiting.values().forEach(one -> one.length = now - one.wait.since);
  }

  /** The longest, or null where all that there were are told elsewhere. */
  private @Nullable Waiting longest() {
    Waiting longest = ended;
    for (Waiting one : waiting.values()) {
      longest = longer(longest, one);
    }
    return longest;
  }

  /** Whether there is anything to tell. */
  boolean isTold() {
    return longest() != null;
  }

  Finding finding() {
    Waiting one = Objects.requireNonNull(longest());
    Crowd crowd = one.largest;
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tasks", crowd.tasks.size());
    figures.put("longestNanos", one.length);
    Affliction fault = crowd.root.fault();
    if (fault != null) {
      figures.put("fault", fault.id());
    }
    return new Finding(
        Finding.Kind.LONG_WAIT,
        crowd.root.label(),
        headline(crowd, one.length),
        one.wait.since,
        one.foundAt,
        new WaitTree(crowd.graph, crowd.root, crowd.tasks, task -> age(task, one)).lines(),
        figures,
        Verdict.WAITS);
  }

  private static long age(Sighting task, Waiting one) {
    return one.wait.equals(OneWait.of(task))
        ? one.length
        : one.largest.seenAt - task.blockedOn().since();
  }

  private static String headline(Crowd crowd, long length) {
    return TaskNames.crowd(crowd.tasks)
        + " "
        + crowd.root.predicate(crowd.tasks, Figures.plainDuration(length));
  }
}
