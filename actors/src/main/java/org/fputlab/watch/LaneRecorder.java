package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.watch.Course.Span;
import org.fputlab.watch.Course.What;
import org.jspecify.annotations.Nullable;

/** Puts together what one task did from looks at its row, and keeps what lasted longer than one. */
final class LaneRecorder {

  private static final int BLOCKERS_NAMED = 4;

  private final TaskRow row;
  private final long every;
  private final List<Span> spans = new ArrayList<>();
  private final Set<Hold> held = new LinkedHashSet<>();
  private @Nullable Wait wait;
  private String by = "";
  private long begun;
  private @Nullable What what;
  private long longest;
  private boolean stuck;

  LaneRecorder(TaskRow row, long every) {
    this.row = row;
    this.every = every;
  }

  TaskRow row() {
    return row;
  }

  /** Takes in what the task does now. */
  void look(Sighting task, WaitForGraph graph, long now) {
    stuck |= task.waitsFor() != null && !graph.isLive(task);
    lookAtHolds(task, now);
    Wait present = isTold(task) ? task.waitsFor() : null;
    What does = doing(task, present, now);
    if (does != what || (does == What.WAITS && !sameWait(present))) {
      long begins = begins(does, present, now);
      end(begins);
      what = does;
      begun = begins;
      wait = present;
      by = "";
    }
    if (does == What.WAITS && by.isEmpty()) {
      by = blockers(task, graph);
    }
  }

  /** A wait has begun between two looks, and what was before it ended then. */
  private long begins(@Nullable What does, @Nullable Wait present, long now) {
    if (present == null || does != What.WAITS) {
      return now;
    }
    boolean followsAnother = what == What.WAITS && present.since() <= begun;
    return followsAnother ? now : present.since();
  }

  /** Whether somebody who looks would call it a wait: one for want of work is none. */
  static boolean isTold(Sighting task) {
    return task.waitsFor() != null && LongWaits.counts(task);
  }

  private @Nullable What doing(Sighting task, @Nullable Wait present, long now) {
    if (present != null && now - present.since() >= every) {
      return What.WAITS;
    }
    return switch (task.state()) {
      case KILLED, EXITED -> What.GONE;
      case RUNNING -> What.WORKS;
      case BLOCKED -> task.waitsForWork() ? null : What.WORKS;
      case IDLE -> null;
    };
  }

  private boolean sameWait(@Nullable Wait present) {
    return wait != null
        && present != null
        && wait.order() == present.order()
        && wait.resource() == present.resource();
  }

  private String blockers(Sighting task, WaitForGraph graph) {
    List<Sighting> holding = graph.holding(task);
    if (holding.isEmpty()) {
      Sighting next = WaitRoot.next(task, graph);
      return next == null ? "" : next.name();
    }
    String more = holding.size() > BLOCKERS_NAMED ? " and others" : "";
    return TaskNames.compact(holding.stream().limit(BLOCKERS_NAMED).toList()) + more;
  }

  private void lookAtHolds(Sighting task, long now) {
    List<Hold> present = task.holds();
    for (Hold hold : List.copyOf(held)) {
      if (!present.contains(hold)) {
        held.remove(hold);
        keepHold(hold, now);
      }
    }
    for (Hold hold : present) {
      if (hold.resource().kind() != Resource.Kind.THREAD) {
        held.add(hold);
      }
    }
  }

  private void keepHold(Hold hold, long now) {
    if (now - hold.since() >= every) {
      spans.add(new Span(What.HOLDS, hold.since(), now, hold.resource().name(), ""));
    }
  }

  private void end(long at) {
    What over = what;
    if (over == null) {
      return;
    }
    if (over == What.WAITS && wait != null) {
      longest = Math.max(longest, at - wait.since());
      spans.add(new Span(over, begun, at, wait.resource().name(), by));
    } else if (at > begun) {
      keep(over, at);
    }
  }

  /** Work with little between is one span: who works often and briefly is seen now and then. */
  private void keep(What over, long until) {
    for (int i = spans.size() - 1; i >= 0 && isNear(spans.get(i)); i--) {
      if (spans.get(i).what() == over) {
        spans.set(i, new Span(over, spans.get(i).since(), until, "", ""));
        return;
      }
    }
    spans.add(new Span(over, begun, until, "", ""));
  }

  private boolean isNear(Span before) {
    return before.what() != What.WAITS && before.until() + 2 * every >= begun;
  }

  /** What was seen until {@code now}. To be called once, at the end. */
  Course.Lane lane(long now) {
    end(now);
    what = null;
    held.forEach(hold -> keepHold(hold, now));
    return new Course.Lane(row.pid(), row.name(), row.group(), stuck, longest, List.copyOf(spans));
  }

  /** How many spans it has so far. */
  int size() {
    return spans.size();
  }
}
