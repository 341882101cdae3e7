package org.fputlab.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Resource;
import org.fputlab.engine.StepsHeard;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.fputlab.kernel.task.Task;
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
  private final Set<Long> given = new LinkedHashSet<>();

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
  public void step(TaskRow task, Supplier<String> step) {
    lines.add(new Line(task.name(), step.get()));
  }

  /** Listens to a schedule in this order. */
  Explorer around(Explorer order, Tables tables) {
    return this == UNTOLD ? order : new Listening(order, tables);
  }

  private final class Listening extends Explorer {
    private final Explorer order;
    private final Tables tables;
    private final TaskRows rows;

    Listening(Explorer order, Tables tables) {
      this.order = order;
      this.tables = tables;
      this.rows = new TaskRows(tables);
    }

    @Override
    public int choose(Choices open) {
      return order.choose(open);
    }

    @Override
    public void taken(Option chosen, @Nullable Object message) {
      order.taken(chosen, message);
      List<GatedQueue> mailboxes = tables.mailboxes().all();
      for (GatedQueue mailbox : mailboxes) {
        TaskRow row = rows.of(mailbox.number());
        Wait wait = row == null ? null : row.waitsFor();
        if (row != null && wait != null && mailbox.next() == Task.Granted.INSTANCE) {
          given(row.name(), wait);
        }
      }
    }
  }

  /** What a task was given after others had done something is told; what it got at once is not. */
  private void given(String task, Wait wait) {
    boolean isNew = given.add(wait.order());
    if (isNew && !lines.isEmpty() && !lines.get(lines.size() - 1).task().equals(task)) {
      String what = wait.resource().toString();
      lines.add(new Line(task, isKept(wait) ? "gets " + what : "goes on: " + what));
    }
  }

  private static boolean isKept(Wait wait) {
    return wait.resource().kind().isLock() || wait.resource().kind() == Resource.Kind.SEMAPHORE;
  }

  /** The schedule is over: who waits then waits forever, or for what these bounds leave out. */
  void ended(Tables tables) {
    for (TaskRow row : tables.tasks().rows()) {
      Wait wait = row.waitsFor();
      if (wait != null && lines.stream().anyMatch(line -> line.task().equals(row.name()))) {
        lines.add(new Line(row.name(), "waits for " + wait.resource()));
      }
    }
  }
}
