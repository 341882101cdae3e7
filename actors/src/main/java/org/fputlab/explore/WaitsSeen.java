package org.fputlab.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.CycleSearch;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * What tasks ask for while they hold what, as a schedule shows it: locks, and whatever else they
 * wait for. What a task may bring about depends on whatever it waits for before.
 */
final class WaitsSeen extends Explorer {

  /** More circles than these are not tried one by one. */
  private static final int MOST_CYCLES = 16;

  private final Explorer order;
  private final TaskRows rows;
  private final Map<Integer, Long> lastWait = new LinkedHashMap<>();
  private final Set<Integer> actors = new LinkedHashSet<>();
  private final Map<String, Edge> edges = new LinkedHashMap<>();
  private long turns;

  WaitsSeen(Explorer order, Tables tables) {
    this.order = order;
    this.rows = new TaskRows(tables);
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
    row.holds().forEach(hold -> held.add(hold.resource().name()));
    Seen seen = new Seen(row.name(), row.group(), held);
    for (Hold hold : row.holds()) {
      enter(node(hold.resource()), hold.shared(), asked, wait.shared(), seen);
    }
    for (Resource prospect : row.prospects().known()) {
      enter(node(prospect), false, asked, wait.shared(), seen);
    }
  }

  private void enter(
      @Nullable Node from, boolean fromShared, Node to, boolean toShared, Seen seen) {
    if (from != null) {
      Edge edge = new Edge(from, fromShared, to, toShared, seen);
      edges.putIfAbsent(from.name() + " " + to.name() + " " + seen.group(), edge);
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

  /** The circles that these make. */
  List<Cycle> cycles() {
    CycleSearch instances = new CycleSearch();
    edges.values().forEach(instances::add);
    List<Cycle> cycles = new ArrayList<>(instances.cycles());
    return List.copyOf(cycles.subList(0, Math.min(MOST_CYCLES, cycles.size())));
  }

  /** How many actors took a turn. */
  int actors() {
    return actors.size();
  }

  long turns() {
    return turns;
  }
}
