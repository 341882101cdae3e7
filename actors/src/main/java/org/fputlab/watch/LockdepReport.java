package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Frame;
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
  private final Set<String> readers = new LinkedHashSet<>();
  private final Set<String> writers = new LinkedHashSet<>();

  LockdepReport(List<TaskRow> rows, List<Dependency> dependencies) {
    rows.forEach(row -> pids.put(row.name(), row.pid()));
    for (Dependency one : dependencies) {
      (one.heldShared() ? readers : writers).add(one.held().lockClass());
      (one.takenShared() ? readers : writers).add(one.taken().lockClass());
    }
  }

  /**
   * The finding about one circle.
   *
   * @param chain from what {@code closing} takes to what it holds; empty for a class taken twice
   * @param closing the dependency that closed the circle
   */
  Finding finding(List<Dependency> chain, Dependency closing) {
    List<String> classes = new ArrayList<>();
    classes.add(closing.held().lockClass());
    chain.forEach(one -> classes.add(one.held().lockClass()));
    if (chain.isEmpty()) {
      classes.add(closing.taken().lockClass());
    } else {
      classes.add(classes.get(0));
    }
    String circle = String.join(" -> ", classes);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("locks", Math.max(1, chain.size() + 1));
    return new Finding(
        Finding.Kind.LOCK_ORDER,
        closing.taken().lockClass(),
        "may deadlock: "
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
    String first = closing.taken().lockClass();
    String last = closing.held().lockClass();
    String between = chain.get(chain.size() - 1).held().lockClass();
    if (!between.equals(first)) {
      lines.add("Chain exists of:");
      lines.add("  " + first + " --> " + between + " --> " + last);
      lines.add("");
    }
    scenario(lines, closing, chain.get(chain.size() - 1), last, between, first);
    held(lines, closing);
    return lines;
  }

  private static void scenario(
      List<String> lines,
      Dependency closing,
      Dependency other,
      String last,
      String between,
      String first) {
    String indent = " ".repeat(31);
    lines.add(" Possible unsafe locking scenario:");
    lines.add("");
    lines.add("       CPU0                    CPU1");
    lines.add("       ----                    ----");
    lines.add("  " + lock(last, closing.heldShared()));
    lines.add(indent + lock(between, other.heldShared()));
    lines.add(indent + lock(last, other.takenShared()));
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
    lines.add("  " + lock(closing.held().lockClass(), closing.heldShared()));
    lines.add("  " + lock(closing.taken().lockClass(), closing.takenShared()));
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
    lines.add("1 lock held by " + who(closing) + ":");
    lines.add(" #0: " + lockAt(closing.held(), closing.heldAt()));
    lines.add("");
    lines.add("stack backtrace:");
    stack(lines, closing.takenAt(), " ");
  }

  private void entry(List<String> lines, int depth, Resource lock, @Nullable Frame at) {
    lines.add("");
    lines.add("-> #" + depth + " " + named(lock) + ":");
    stack(lines, at, "       ");
  }

  private static void stack(List<String> lines, @Nullable Frame at, String indent) {
    Frame.functions(at).forEach(function -> lines.add(indent + function));
  }

  private String who(Dependency one) {
    return one.task() + "/" + pids.getOrDefault(one.task(), 0);
  }

  private String lockAt(Resource lock, @Nullable Frame at) {
    return named(lock) + (at == null ? "" : ", at: " + at.function());
  }

  /** Name, usage and wait type: every lock here sleeps and is taken with interrupts on. */
  private String named(Resource lock) {
    String one = writers.contains(lock.lockClass()) ? "+" : ".";
    String two = readers.contains(lock.lockClass()) ? "+" : ".";
    String type = lock.kind() == Resource.Kind.WORK ? "{0:0}" : "{3:3}";
    return "(" + lock.lockClass() + "){" + one + two + one + two + "}-" + type;
  }

  private static String lock(String lockClass, boolean shared) {
    return (shared ? "rlock(" : "lock(") + lockClass + ");";
  }
}
