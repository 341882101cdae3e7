package org.fputlab.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunLimits;

/**
 * Makes a schedule that fails smaller: fewer tasks that run, fewer runs of each, fewer turns that
 * are not just the next, fewer switches from one task to another. Whatever it leaves out, the
 * schedule is run without it and must come to the same kind of end.
 */
final class Shrink {

  /** So many turns all trials together may take: some seconds. */
  private static final long MOST_TURNS = 1_500_000;

  private final ScheduleRunner runner;
  private final Schedule whole;
  private RunLimits limits;
  private List<String> order = List.of();
  private long turns;

  private Shrink(ScheduleRunner runner, Schedule whole) {
    this.runner = runner;
    this.whole = whole;
    this.limits = whole.setting().limits();
  }

  /** The smallest that was found; the schedule itself where it cannot be told by its turns. */
  static Schedule of(ScheduleRunner runner, Schedule whole) {
    return new Shrink(runner, whole).smallest();
  }

  private Schedule smallest() {
    Written written = new Written(whole.choices());
    written.under(whole.setting().timing());
    Recorded told = new Recorded(written);
    runner.run(whole.setting(), whole.seed(), told.under(whole.setting().timing()));
    if (!fails(limits, told.turns())) {
      return whole;
    }
    fewerTasks();
    fewerRuns();
    less(order, fewer -> fails(limits, fewer));
    fewerSwitches();
    return Schedule.record(runner, whole.setting().with(limits), whole.seed(), guided(order));
  }

  private Guided guided(List<String> by) {
    Guided guided = new Guided(by);
    guided.under(whole.setting().timing());
    return guided;
  }

  /** Whether it still fails so; if it does, that is the smallest from now on. */
  private boolean fails(RunLimits as, List<String> by) {
    if (turns > MOST_TURNS) {
      return false;
    }
    Guided guided = guided(by);
    Ending ending = runner.run(whole.setting().with(as), whole.seed(), guided);
    turns += ending.turns() + 1;
    if (ending.kind() != whole.kind()) {
      return false;
    }
    limits = as;
    order = guided.kept();
    return true;
  }

  private void fewerTasks() {
    less(names(), left -> fails(onlyThese(left), order));
  }

  private RunLimits onlyThese(List<String> left) {
    Map<String, Long> named = new LinkedHashMap<>();
    for (String name : names()) {
      if (!left.contains(name)) {
        named.put(name, 0L);
      }
    }
    return new RunLimits(limits.each(), named);
  }

  private void fewerRuns() {
    for (long each = 1; each < limits.each(); each++) {
      if (fails(new RunLimits(each, limits.named()), order)) {
        return;
      }
    }
    for (String name : names()) {
      if (!limits.named().containsKey(name)) {
        Map<String, Long> named = new LinkedHashMap<>(limits.named());
        named.put(name, 1L);
        fails(new RunLimits(limits.each(), named), order);
      }
    }
  }

  /** Everybody whose runs can be limited. */
  private List<String> names() {
    KernelSpec machine = whole.setting().machine();
    List<String> names = new ArrayList<>();
    for (KernelSpec.TaskSpec task : machine.tasks()) {
      for (int i = 0; i < task.count(); i++) {
        names.add(task.count() == 1 ? task.name() : task.name() + "-" + i);
      }
    }
    machine.clients().forEach(client -> names.add(client.name()));
    return names;
  }

  /** Leaves out half of them, a quarter, and so on down to single ones, as long as it fails. */
  private static <T> void less(List<T> all, Predicate<List<T>> fails) {
    List<T> now = new ArrayList<>(all);
    for (int chunk = Math.max(1, (now.size() + 1) / 2); chunk > 0; chunk /= 2) {
      for (int i = 0; i < now.size(); ) {
        List<T> without = new ArrayList<>(now.subList(0, i));
        without.addAll(now.subList(Math.min(now.size(), i + chunk), now.size()));
        if (fails.test(without)) {
          now = without;
        } else {
          i += chunk;
        }
      }
    }
  }

  /** Brings a task's next turn forward to its last one, wherever that does no harm. */
  private void fewerSwitches() {
    for (int i = 0; i < order.size(); i++) {
      int again = order.subList(i + 1, order.size()).indexOf(order.get(i));
      if (again > 0) {
        List<String> moved = new ArrayList<>(order);
        moved.add(i + 1, moved.remove(i + 1 + again));
        if (switches(moved) < switches(order)) {
          fails(limits, moved);
        }
      }
    }
  }

  private static long switches(List<String> order) {
    long switches = 0;
    for (int i = 1; i < order.size(); i++) {
      switches += order.get(i).equals(order.get(i - 1)) ? 0 : 1;
    }
    return switches;
  }
}
