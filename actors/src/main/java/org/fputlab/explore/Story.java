package org.fputlab.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.StepsHeard;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/**
 * What each task did in one schedule, in order: its steps, what it was given, what it waits for.
 */
public final class Story implements StepsHeard.Listener {

  /** Nobody listens. */
  public static final Story UNTOLD = new Story();

  /**
   * One thing that a task did, or that happened to it.
   *
   * @param task its name
   * @param text as in {@code mutex_lock fork1}, {@code gets fork1}, {@code waits for fork2}
   */
  public record Line(String task, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Set<Resource>> held = new LinkedHashMap<>();

  /** All that happened so far. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The tasks in order of appearance. */
  public List<String> tasks() {
    Set<String> tasks = new LinkedHashSet<>();
    lines.forEach(line -> tasks.add(line.task()));
    return List.copyOf(tasks);
  }

  @Override
  public void step(TaskRow task, String step) {
    lines.add(new Line(task.name(), step));
  }

  /** Listens to a schedule in this order. */
  Explorer around(Explorer order, Tables tables) {
    return this == UNTOLD ? order : new Listening(order, new TaskRows(tables));
  }

  private final class Listening extends Explorer {
    private final Explorer order;
    private final TaskRows rows;

    Listening(Explorer order, TaskRows rows) {
      this.order = order;
      this.rows = rows;
    }

    @Override
    public int choose(Choices open) {
      return order.choose(open);
    }

    @Override
    public void taken(Option chosen, @Nullable Object message) {
      order.taken(chosen, message);
      TaskRow row = rows.of(chosen.actor());
      if (row != null) {
        compare(row);
      }
    }
  }

  /** What it was given after others had their turns is told; what it got at once goes unsaid. */
  private void compare(TaskRow row) {
    Set<Resource> now = new LinkedHashSet<>();
    for (Hold hold : row.holds()) {
      now.add(hold.resource());
    }
    Set<Resource> before = held.put(row.name(), now);
    if (before == null) {
      return;
    }
    for (Resource one : now) {
      if (!before.contains(one) && hadToWait(row, one)) {
        int place = lines.size() - stepsSinceGrant(row);
        lines.add(place, new Line(row.name(), "gets " + one));
      }
    }
  }

  /** Steps that the task has taken since it was given something belong after that. */
  private int stepsSinceGrant(TaskRow row) {
    int steps = 0;
    while (steps < lines.size() - 1
        && lines.get(lines.size() - 1 - steps).task().equals(row.name())) {
      steps++;
    }
    return steps;
  }

  private boolean hadToWait(TaskRow row, Resource given) {
    int last = lines.size() - 1;
    while (last >= 0 && lines.get(last).task().equals(row.name())) {
      if (lines.get(last).text().contains(given.name())) {
        return false;
      }
      last--;
    }
    return lines.stream().anyMatch(line -> line.task().equals(row.name()));
  }

  /** The schedule is over: who waits then waits for ever, or for what these bounds leave out. */
  void ended(Tables tables) {
    for (TaskRow row : tables.tasks().rows()) {
      Wait wait = row.waitsFor();
      if (wait != null && lines.stream().anyMatch(line -> line.task().equals(row.name()))) {
        lines.add(new Line(row.name(), "waits for " + wait.resource()));
      }
    }
  }
}
