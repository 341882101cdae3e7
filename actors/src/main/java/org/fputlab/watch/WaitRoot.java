package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Where a wait ends if one follows it from task to holder to what that one waits for: a server, a
 * device, a task that runs or sleeps by choice, or the first thing on the way that a fault is on.
 *
 * <p>A completion is followed to whoever is about to bring it about: the worker that runs the item,
 * or has the file on its list, rather than a task whose program could do so too; and never to the
 * one that waits for it.
 *
 * @param label its name
 * @param is what it is, as in {@code server}, or what the task there does
 * @param fault the fault on it, if any
 */
record WaitRoot(String label, String is, @Nullable Affliction fault) {

  /** What threads are that one fault paused together. */
  private static final String POOL = "pool";

  /** What a task does that waits for time to pass, because it wants to. */
  private static final String SLEEPING = "sleeping";

  /** Whom a task waits for: who holds it, else who is before it, else who could serve it. */
  static @Nullable Sighting next(Sighting task, WaitForGraph graph) {
    Wait wait = task.waitsFor();
    if (wait == null) {
      return null;
    }
    String freezer = graph.frozenBy(task);
    if (!freezer.isEmpty()) {
      return living(freezer, graph);
    }
    List<Sighting> holding = graph.holding(task);
    List<Sighting> blockers = new ArrayList<>(holding.isEmpty() ? graph.blockers(task) : holding);
    blockers.remove(task);
    blockers = nearest(blockers);
    for (Sighting blocker : blockers) {
      if (blocker.waitsFor() != null) {
        return blocker;
      }
    }
    return blockers.isEmpty() || wait.group() != null ? null : blockers.get(0);
  }

  /** Whoever froze a file system, and has not ended since. */
  private static @Nullable Sighting living(String name, WaitForGraph graph) {
    for (Sighting task : graph.tasks()) {
      if (task.name().equals(name) && task.state() != TaskRow.State.EXITED) {
        return task;
      }
    }
    return null;
  }

  /** Those in the midst of a work item, where there are such; else all. */
  private static List<Sighting> nearest(List<Sighting> blockers) {
    List<Sighting> workers = blockers.stream().filter(one -> one.work() != null).toList();
    return workers.isEmpty() ? blockers : workers;
  }

  /** The root that a task is by itself: it, or what it waits for, has a fault on it. */
  static @Nullable WaitRoot blame(Sighting task, List<Affliction> faults) {
    Wait wait = task.waitsFor();
    Resource awaited = wait == null ? null : wait.resource();
    for (Affliction fault : faults) {
      String target = fault.target();
      if (task.isPaused() && is(task.name(), target)) {
        return paused(task, fault, faults);
      } else if (awaited != null && (is(awaited.name(), target) || is(awaited.word(), target))) {
        return new WaitRoot(awaited.name(), awaited.kind().word(), fault);
      } else if (is(task.name(), target)) {
        return new WaitRoot(task.name(), "task", fault);
      } else if (task.runs(target)) {
        return new WaitRoot(target, "function", fault);
      }
    }
    return null;
  }

  /** A pool that one fault paused is one root, whichever of its threads somebody waits for. */
  private static WaitRoot paused(Sighting task, Affliction fault, List<Affliction> faults) {
    long threads = faults.stream().filter(other -> other.id() == fault.id()).count();
    return threads == 1
        ? new WaitRoot(task.name(), "task", fault)
        : new WaitRoot(task.group(), POOL, fault);
  }

  private static boolean is(String name, String target) {
    return name.equals(target);
  }

  /** The root of a way that ends with {@code last}. */
  static WaitRoot end(Sighting last, WaitForGraph graph) {
    Wait wait = last.waitsFor();
    if (wait == null) {
      return new WaitRoot(last.name(), doing(last), null);
    }
    Resource.Kind kind = wait.resource().kind();
    String freezer = graph.frozenBy(last);
    if (!freezer.isEmpty()) {
      return new WaitRoot(wait.resource().name(), "frozen by " + freezer, null);
    }
    if (kind == Resource.Kind.TIMER && !last.isPaused()) {
      return new WaitRoot(last.name(), SLEEPING, null);
    }
    if (kind == Resource.Kind.IO) {
      return new WaitRoot(device(last, wait), "", null);
    }
    String group = wait.group();
    boolean full = group != null && graph.holding(last).isEmpty();
    String is = full ? "any of " + graph.group(group).size() + " " + group : "";
    return new WaitRoot(wait.resource().name(), full ? is : kind.word(), null);
  }

  /** Whose wait for a device it is tells only the function that waits. */
  private static String device(Sighting task, Wait wait) {
    return wait.resource().name() + in(task);
  }

  /** Where a task is, as the rest of a sentence: {@code in fuse_release}. */
  static String in(Sighting task) {
    Frame frame = task.frame();
    return frame == null ? "" : " in " + frame.function();
  }

  private static String doing(Sighting task) {
    if (task.state() == TaskRow.State.IDLE) {
      return "idle";
    }
    Frame frame = task.frame();
    return frame == null ? "running" : "running " + frame.function();
  }

  /** Whether it is at this task that the wait ends. */
  boolean isAt(Sighting task) {
    if (is.equals(POOL)) {
      return task.isPaused() && task.group().equals(label);
    }
    Wait wait = task.waitsFor();
    return task.name().equals(label)
        || task.runs(label)
        || (wait != null && (wait.resource().name().equals(label) || isOn(wait, task)));
  }

  private boolean isOn(Wait wait, Sighting task) {
    return wait.resource().kind() == Resource.Kind.IO && device(task, wait).equals(label);
  }

  /**
   * What these tasks do, as the rest of a sentence.
   *
   * @param length how long they have done it, at most
   */
  String predicate(List<Sighting> tasks, String length) {
    boolean single = tasks.size() == 1;
    String lasting = (single ? "" : "up to ") + length;
    if (fault != null && tasks.stream().allMatch(task -> task.isPaused() && isAt(task))) {
      return (single ? "is" : "are") + " paused by " + name(fault) + ", for " + lasting;
    }
    return (single ? "waits " : "wait ") + lasting + " for " + phrase();
  }

  /** The fault on this task alone, whatever it waits for. */
  static @Nullable Affliction faultOn(Sighting task, List<Affliction> faults) {
    WaitRoot blamed = blame(task, faults);
    return blamed == null ? null : blamed.fault;
  }

  /** As part of a sentence: {@code afs-server, held up by fault #2 (hang for 30s)}. */
  String phrase() {
    if (fault == null) {
      return label + (is.isEmpty() || is.equals(label) ? "" : " (" + is + ")");
    }
    return label + ", held up by " + name(fault);
  }

  /** A fault as part of a sentence: {@code fault #2 (hang for 30s)}. */
  static String name(Affliction fault) {
    return "fault #" + fault.id() + " (" + fault.what() + ")";
  }
}
