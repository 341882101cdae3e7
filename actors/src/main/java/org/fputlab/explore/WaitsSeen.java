package org.fputlab.explore;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * What tasks ask for while they hold what, as a schedule shows it: locks, and whatever else they
 * wait for. What a task may bring about depends on whatever it waits for before.
 */
final class WaitsSeen extends Explorer {

  private final Explorer order;
  private final TaskRows rows;
  private final Map<Integer, Long> lastWait = new LinkedHashMap<>();
  private final Set<Integer> actors = new LinkedHashSet<>();
  private final Circles circles;
  private long turns;

  /**
   * @param circles where what it sees is put together
   */
  WaitsSeen(Explorer order, Tables tables, Circles circles) {
    this.order = order;
    this.rows = new TaskRows(tables);
    this.circles = circles;
  }

  @Override
  public int choose(Choices open) {
    return order.choose(open);
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    order.taken(chosen, message);
    turns++;
    actors.add(chosen.actor());
    TaskRow row = chosen.isTimer() ? null : rows.of(chosen.actor());
    Wait wait = row == null ? null : row.waitsFor();
    if (row != null && wait != null && isNew(chosen.actor(), wait)) {
      enter(row, wait);
    }
  }

  private boolean isNew(int actor, Wait wait) {
    Long before = lastWait.put(actor, wait.order());
    return before == null || before != wait.order();
  }

  private void enter(TaskRow row, Wait wait) {
    Node asked = node(wait.resource());
    if (asked == null) {
      return;
    }
    Set<String> held = new LinkedHashSet<>();
    row.holds().stream()
        .filter(WaitsSeen::isTaken)
        .forEach(hold -> held.add(hold.resource().name()));
    Seen seen = new Seen(row.name(), row.group(), held);
    for (Hold hold : row.holds()) {
      enter(node(hold.resource()), hold.shared(), asked, wait.shared(), isTaken(hold), seen);
    }
    for (Resource prospect : row.prospects().known()) {
      enter(node(prospect), false, asked, wait.shared(), false, seen);
    }
  }

  /** Its own end every task holds, always: that tells of no moment. */
  private static boolean isTaken(Hold hold) {
    return hold.resource().kind() != Resource.Kind.THREAD;
  }

  private void enter(
      @Nullable Node from, boolean fromShared, Node to, boolean toShared, boolean held, Seen seen) {
    if (from != null) {
      circles.add(from, fromShared, to, toShared, held, seen);
    }
  }

  private static @Nullable Node node(Resource resource) {
    Node.Kind kind =
        switch (resource.kind()) {
          case RWSEM -> Node.Kind.RWSEM;
          case MUTEX, SPINLOCK -> Node.Kind.MUTEX;
          case SEMAPHORE -> Node.Kind.SEMAPHORE;
          case COMPLETION -> Node.Kind.COMPLETION;
          case WORK -> Node.Kind.WORK;
          case THREAD -> Node.Kind.THREAD;
          case FLAG -> Node.Kind.FREEZE;
          case POOL -> Node.Kind.POOL;
          case SERVER -> Node.Kind.REPLY;
          case IO, CPU, TIMER -> null;
        };
    return kind == null ? null : new Node(kind, resource.lockClass().name(), resource.name());
  }

  /** How many actors took a turn. */
  int actors() {
    return actors.size();
  }

  long turns() {
    return turns;
  }
}
