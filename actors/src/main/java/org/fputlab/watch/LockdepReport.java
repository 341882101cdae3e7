package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Hold;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * A circle of lock classes in the words of {@code print_circular_bug()} and {@code
 * print_deadlock_bug()} (kernel/locking/lockdep.c, v6.6).
 *
 * <p>Left out, for the emulator has none: the lock's address, and offset and size behind each
 * function.
 */
final class LockdepReport {

  private static final String IDENT = "6.6.0 #1 Not tainted";

  private final Map<String, Integer> pids = new LinkedHashMap<>();

  LockdepReport(List<TaskRow> rows) {
    rows.forEach(row -> pids.put(row.name(), row.pid()));
  }

  /**
   * The finding about one circle.
   *
   * @param chain from what {@code closing} takes to what it holds; empty for a class taken twice
   * @param closing the dependency that closed the circle
   * @param came whether it came to the deadlock, which is a finding of its own
   */
  Finding finding(List<Dependency> chain, Dependency closing, boolean came) {
    List<String> classes = new ArrayList<>();
    classes.add(closing.held().word());
    chain.forEach(one -> classes.add(one.held().word()));
    classes.add(closing.held().word());
    String circle = String.join(" -> ", classes);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("locks", Math.max(1, chain.size() + 1));
    if (came) {
      figures.put("deadlocked", closing.task());
    }
    return new Finding(
        Finding.Kind.LOCK_ORDER,
        closing.taken().word(),
        (came ? "did deadlock, see above: " : "may deadlock: ")
            + (chain.isEmpty()
                ? closing.task() + " takes " + closing.taken() + " while holding " + closing.held()
                : "locks are taken in a circle: " + circle),
        closing.at(),
        closing.at(),
        chain.isEmpty() ? recursive(closing) : circular(chain, closing),
        figures,
        Verdict.OK);
  }

  private List<String> circular(List<Dependency> chain, Dependency closing) {
    List<String> lines = new ArrayList<>();
    header(lines, "circular locking dependency", 54, closing);
    lines.add("which lock already depends on the new lock.");
    lines.add("");
    lines.add("the existing dependency chain (in reverse order) is:");
    for (int i = chain.size(); i > 0; i--) {
      Dependency link = chain.get(i - 1);
      entry(lines, i, link.taken(), link.takenAt());
    }
    entry(lines, 0, closing.taken(), closing.takenAt());
    lines.add("");
    lines.add("other info that might help us debug this:");
    lines.add("");
    String first = name(closing.taken());
    String last = name(closing.held());
    String between = name(chain.get(chain.size() - 1).held());
    if (!between.equals(first)) {
      lines.add("Chain exists of:");
      lines.add("  " + first + " --> " + between + " --> " + last);
      lines.add("");
    }
    scenario(lines, closing, last, between, first);
    held(lines, closing);
    return lines;
  }

  /** Only of the two locks at hand lockdep remembers here whether they are read. */
  private static void scenario(
      List<String> lines, Dependency closing, String last, String between, String first) {
    String indent = " ".repeat(31);
    lines.add(" Possible unsafe locking scenario:");
    lines.add("");
    lines.add("       CPU0                    CPU1");
    lines.add("       ----                    ----");
    lines.add("  " + lock(last, closing.heldShared()));
    lines.add(indent + lock(between, false));
    lines.add(indent + lock(last, false));
    lines.add("  " + lock(first, closing.takenShared()));
    lines.add("");
    lines.add(" *** DEADLOCK ***");
    lines.add("");
  }

  private List<String> recursive(Dependency closing) {
    List<String> lines = new ArrayList<>();
    header(lines, "recursive locking", 44, closing);
    lines.add("other info that might help us debug this:");
    lines.add(" Possible unsafe locking scenario:");
    lines.add("");
    lines.add("       CPU0");
    lines.add("       ----");
    lines.add("  " + lock(name(closing.held()), false));
    lines.add("  " + lock(name(closing.taken()), false));
    lines.add("");
    lines.add(" *** DEADLOCK ***");
    lines.add("");
    lines.add(" May be due to missing lock nesting notation");
    lines.add("");
    held(lines, closing);
    return lines;
  }

  private void header(List<String> lines, String what, int width, Dependency closing) {
    lines.add("=".repeat(width));
    lines.add("WARNING: possible " + what + " detected");
    lines.add(IDENT);
    lines.add("-".repeat(width));
    lines.add(who(closing) + " is trying to acquire lock:");
    lines.add(lockAt(closing.taken(), closing.takenAt()));
    lines.add("");
    lines.add("but task is already holding lock:");
    lines.add(lockAt(closing.held(), closing.heldAt()));
    lines.add("");
  }

  private void held(List<String> lines, Dependency closing) {
    lines.addAll(held(who(closing), closing.holding()));
    lines.add("");
    lines.add("stack backtrace:");
    stack(lines, closing.takenAt(), " ");
  }

  /** What a task holds, the first taken first: {@code lockdep_print_held_locks()}. */
  static List<String> held(String who, List<Hold> holds) {
    List<String> lines = new ArrayList<>();
    lines.add(holds.size() + (holds.size() == 1 ? " lock" : " locks") + " held by " + who + ":");
    for (Hold hold : holds) {
      lines.add(" #" + (lines.size() - 1) + ": " + lockAt(hold.resource(), hold.at()));
    }
    return lines;
  }

  private static void entry(List<String> lines, int depth, Resource lock, @Nullable Frame at) {
    lines.add("");
    lines.add("-> #" + depth + " " + lock.lockClass() + ":");
    stack(lines, at, "       ");
  }

  private static void stack(List<String> lines, @Nullable Frame at, String indent) {
    Frame.functions(at).forEach(function -> lines.add(indent + function));
  }

  private String who(Dependency one) {
    return one.task() + "/" + pids.getOrDefault(one.task(), 0);
  }

  private static String lockAt(Resource lock, @Nullable Frame at) {
    return lock.lockClass() + (at == null ? "" : ", at: " + at.function());
  }

  private static String name(Resource lock) {
    return lock.lockClass().name();
  }

  private static String lock(String lockClass, boolean shared) {
    return (shared ? "rlock(" : "lock(") + lockClass + ");";
  }
}
