package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.engine.AtomicSleeps;
import org.fputlab.engine.AtomicSleeps.AtomicSleep;
import org.fputlab.engine.Hold;

/**
 * Tasks that came to a place that may sleep, where they must not: what {@code __might_resched}
 * prints (kernel/sched/core.c, v6.6), whether or not they would have slept that time. A kernel
 * without {@code CONFIG_DEBUG_ATOMIC_SLEEP} says nothing until one does.
 */
final class SleepsInAtomic {

  private final AtomicSleeps sleeps;

  SleepsInAtomic(AtomicSleeps sleeps) {
    this.sleeps = sleeps;
  }

  List<Finding> findings() {
    return sleeps.all().stream().map(SleepsInAtomic::finding).toList();
  }

  private static Finding finding(AtomicSleep one) {
    String task = one.row().name();
    List<String> lines = new ArrayList<>();
    line(lines, "BUG: sleeping function called from invalid context at %s", one.function());
    line(
        lines,
        "in_atomic(): %d, irqs_disabled(): 0, non_block: 0, pid: %d, name: %s",
        one.preemptCount() == 0 ? 0 : 1,
        one.row().pid(),
        task);
    line(lines, "preempt_count: %x, expected: 0", one.preemptCount());
    line(lines, "RCU nest depth: %d, expected: 0", one.rcuDepth());
    List<Hold> locks =
        one.holds().stream().filter(hold -> hold.resource().kind().ordered()).toList();
    if (!locks.isEmpty()) {
      lines.addAll(LockdepReport.held(task + "/" + one.row().pid(), locks));
    }
    lines.add("Call Trace:");
    one.stack().forEach(function -> line(lines, " %s", function));
    return new Finding(
        Finding.Kind.ATOMIC_SLEEP,
        task + " in " + one.function(),
        "%s may sleep in %s %s".formatted(task, one.function(), why(one)),
        one.at(),
        one.at(),
        lines,
        NamedFigures.of("task", task, "function", one.function()),
        Verdict.CRASHES);
  }

  private static String why(AtomicSleep one) {
    for (Hold hold : one.holds()) {
      if (hold.resource().kind() == org.fputlab.engine.Resource.Kind.SPINLOCK) {
        return "while it holds the spinlock " + hold.resource();
      }
    }
    return one.preemptCount() == 0
        ? "between rcu_read_lock and rcu_read_unlock"
        : one.preemptCount() >= 0x200 ? "with bottom halves off" : "with preemption off";
  }

  private static void line(List<String> lines, String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
