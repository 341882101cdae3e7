package org.fputlab.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A circle in the words of {@code print_circular_bug()} and {@code print_deadlock_bug()}
 * (kernel/locking/lockdep.c, v6.6).
 *
 * <p>Left out, for only a running kernel has them: the lock's address, and offset and size behind
 * each function.
 */
public final class LockdepText {

  private final String ident;
  private final Function<Node, String> printed;

  /**
   * A printer.
   *
   * @param ident the line that says which kernel it is, as {@code 6.6.0 #1 Not tainted}
   * @param printed a node with its usage and wait type, as {@code (&mm->mmap_lock){++++}-{3:3}}
   */
  public LockdepText(String ident, Function<Node, String> printed) {
    this.ident = ident;
    this.printed = printed;
  }

  /** A printer of nodes of which neither usage nor wait type is known. */
  public static LockdepText plain(String ident) {
    return new LockdepText(ident, node -> "(" + node.name() + ")");
  }

  /** The whole report about one circle. */
  public List<String> report(Cycle cycle) {
    List<String> lines = new ArrayList<>();
    if (cycle.isRecursion()) {
      recursive(lines, cycle.closing());
    } else {
      circular(lines, cycle);
    }
    held(lines, cycle.closing().evidence());
    return lines;
  }

  private void circular(List<String> lines, Cycle cycle) {
    Edge closing = cycle.closing();
    List<Edge> chain = cycle.chain();
    header(lines, "circular locking dependency", 54, closing);
    lines.add("which lock already depends on the new lock.");
    lines.add("");
    lines.add("the existing dependency chain (in reverse order) is:");
    for (int i = chain.size(); i > 0; i--) {
      entry(lines, i, chain.get(i - 1));
    }
    entry(lines, 0, closing);
    lines.add("");
    lines.add("other info that might help us debug this:");
    lines.add("");
    chainOf(lines, cycle);
    lines.addAll(scenario(cycle));
  }

  private static void chainOf(List<String> lines, Cycle cycle) {
    Edge closing = cycle.closing();
    Node between = between(cycle);
    if (!between.equals(closing.to())) {
      lines.add("Chain exists of:");
      lines.add("  " + closing.to() + " --> " + between + " --> " + closing.from());
      lines.add("");
    }
  }

  private static Node between(Cycle cycle) {
    return cycle.chain().get(cycle.chain().size() - 1).from();
  }

  /**
   * How it comes to the deadlock. Only of the two locks at hand lockdep remembers here whether they
   * are read.
   */
  public static List<String> scenario(Cycle cycle) {
    Edge closing = cycle.closing();
    if (cycle.isRecursion()) {
      return scenario(closing);
    }
    String indent = " ".repeat(31);
    List<String> lines = new ArrayList<>();
    lines.add(" Possible unsafe locking scenario:");
    lines.add("");
    lines.add("       CPU0                    CPU1");
    lines.add("       ----                    ----");
    lines.add("  " + lock(closing.from(), closing.fromShared()));
    lines.add(indent + lock(between(cycle), false));
    lines.add(indent + lock(closing.from(), false));
    lines.add("  " + lock(closing.to(), closing.toShared()));
    lines.add("");
    lines.add(" *** DEADLOCK ***");
    lines.add("");
    return lines;
  }

  private void recursive(List<String> lines, Edge closing) {
    header(lines, "recursive locking", 44, closing);
    lines.add("other info that might help us debug this:");
    lines.addAll(scenario(closing));
    lines.add(" May be due to missing lock nesting notation");
    lines.add("");
  }

  private static List<String> scenario(Edge closing) {
    return List.of(
        " Possible unsafe locking scenario:",
        "",
        "       CPU0",
        "       ----",
        "  " + lock(closing.from(), false),
        "  " + lock(closing.to(), false),
        "",
        " *** DEADLOCK ***",
        "");
  }

  private void header(List<String> lines, String what, int width, Edge closing) {
    Evidence evidence = closing.evidence();
    lines.add("=".repeat(width));
    lines.add("WARNING: possible " + what + " detected");
    lines.add(ident);
    lines.add("-".repeat(width));
    lines.add(evidence.who() + " is trying to acquire lock:");
    lines.add(lockAt(closing.to(), innermost(evidence.askedAt())));
    lines.add("");
    lines.add("but task is already holding lock:");
    lines.add(lockAt(closing.from(), innermost(evidence.heldAt())));
    lines.add("");
  }

  private void held(List<String> lines, Evidence evidence) {
    lines.addAll(held(evidence.who(), evidence.holding()));
    lines.add("");
    lines.add("stack backtrace:");
    stack(lines, evidence.askedAt(), " ");
  }

  /** What a task holds, the first taken first: {@code lockdep_print_held_locks()}. */
  public List<String> held(String who, List<Evidence.Held> holding) {
    List<String> lines = new ArrayList<>();
    lines.add(
        holding.size() + (holding.size() == 1 ? " lock" : " locks") + " held by " + who + ":");
    for (Evidence.Held one : holding) {
      lines.add(" #" + (lines.size() - 1) + ": " + lockAt(one.node(), one.at()));
    }
    return lines;
  }

  private void entry(List<String> lines, int depth, Edge edge) {
    lines.add("");
    lines.add("-> #" + depth + " " + printed.apply(edge.to()) + ":");
    stack(lines, edge.evidence().askedAt(), "       ");
  }

  private static void stack(List<String> lines, List<String> calls, String indent) {
    calls.forEach(function -> lines.add(indent + function));
  }

  private String lockAt(Node lock, String at) {
    return printed.apply(lock) + (at.isEmpty() ? "" : ", at: " + at);
  }

  private static String innermost(List<String> calls) {
    return calls.isEmpty() ? "" : calls.get(0);
  }

  private static String lock(Node lock, boolean shared) {
    return (shared ? "rlock(" : "lock(") + lock + ");";
  }
}
