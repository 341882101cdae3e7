package org.fputlab.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Hold;
import org.fputlab.engine.LockClass;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.LockdepText;
import org.fputlab.locks.Node;

/** What lockdep has to say of a run: a circle of lock classes, and who holds what. */
final class LockdepReport {

  private static final String IDENT = "6.6.0 #1 Not tainted";

  private final LockdepText text;

  /**
   * A report.
   *
   * @param classes the lock classes behind the nodes, which know in which modes they were taken
   */
  LockdepReport(Map<Node, LockClass> classes) {
    this.text = new LockdepText(IDENT, node -> String.valueOf(classes.get(node)));
  }

  /**
   * The finding about one circle.
   *
   * @param came whether it came to the deadlock, which is a finding of its own
   */
  Finding finding(Cycle cycle, boolean came) {
    Dependency closing = SeenInRun.of(cycle.closing());
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("locks", cycle.edges().size());
    if (came) {
      figures.put("deadlocked", closing.task());
    }
    return new Finding(
        Finding.Kind.LOCK_ORDER,
        closing.taken().word(),
        (came ? "did deadlock, see above: " : "may deadlock: ") + headline(cycle, closing),
        closing.at(),
        closing.at(),
        text.report(cycle),
        figures,
        Verdict.OK);
  }

  private static String headline(Cycle cycle, Dependency closing) {
    if (cycle.isRecursion()) {
      return closing.task() + " takes " + closing.taken() + " while holding " + closing.held();
    }
    StringBuilder circle = new StringBuilder("locks are taken in a circle: ");
    cycle.edges().forEach(edge -> circle.append(SeenInRun.of(edge).held().word()).append(" -> "));
    return circle.append(closing.held().word()).toString();
  }

  /** What a task holds, the first taken first. */
  static List<String> held(String who, List<Hold> holds) {
    Map<Node, LockClass> classes = new LinkedHashMap<>();
    enter(holds, classes);
    return new LockdepReport(classes).text.held(who, SeenInRun.held(holds));
  }

  /** Enters the classes of {@code holds}. */
  static void enter(List<Hold> holds, Map<Node, LockClass> classes) {
    for (Hold hold : holds) {
      LockClass lockClass = hold.resource().lockClass();
      classes.put(SeenInRun.node(lockClass), lockClass);
    }
  }
}
