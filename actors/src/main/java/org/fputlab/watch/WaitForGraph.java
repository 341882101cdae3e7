package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, reduced: every task that can still go on is taken away, then every task whose
 * wait one of those can end, and so on. What is left waits for ever.
 *
 * <p>A wait for a lock ends when <em>all</em> who hold it in a conflicting way go on, and for an
 * rwsem also all who queued before in a conflicting way (kernel/locking/rwsem.c, v6.6: a reader
 * does not pass a waiting writer). A wait for a pool, a completion or one unit of a semaphore ends
 * when <em>any</em> that could end it goes on. A wait for a device, a timer, a processor or a
 * remote server ends by itself.
 *
 * <p>Left out: lock stealing and optimistic spinning, which let a newcomer pass the queue; that
 * could free nobody whom this leaves stuck, for the holder must go on first.
 */
final class WaitForGraph {

  private record Holder(Sighting task, boolean shared) {}

  private final List<Sighting> tasks;
  private final boolean[] live;
  private final List<Sighting> blocked = new ArrayList<>();
  private final Map<Resource, List<Holder>> holders = new LinkedHashMap<>();
  private final Map<Resource, List<Sighting>> waiters = new LinkedHashMap<>();
  private final Map<Sighting, Sighting> directlyBefore = new LinkedHashMap<>();
  private final Map<Resource, List<Sighting>> providers = new LinkedHashMap<>();
  private final Map<String, List<Sighting>> groups = new LinkedHashMap<>();

  WaitForGraph(List<Sighting> tasks) {
    this.tasks = tasks;
    this.live = new boolean[tasks.size()];
    tasks.forEach(this::enter);
    blocked.forEach(task -> expect(task.blockedOn().resource()));
    tasks.forEach(this::keep);
    blocked.sort(Comparator.comparingLong(task -> task.blockedOn().order()));
    blocked.forEach(this::queue);
    reduce();
  }

  private void queue(Sighting task) {
    Resource resource = task.blockedOn().resource();
    List<Sighting> queue = list(waiters, resource);
    if (resource.kind() == Resource.Kind.RWSEM && !queue.isEmpty()) {
      directlyBefore.put(task, queue.get(queue.size() - 1));
    }
    queue.add(task);
  }

  private void enter(Sighting task) {
    if (task.state() == TaskRow.State.EXITED) {
      return;
    }
    if (task.waitsFor() != null) {
      blocked.add(task);
    } else {
      live[task.index()] = task.state() != TaskRow.State.KILLED;
    }
  }

  /** Only who has what somebody waits for matters; most of what is held nobody wants. */
  private void expect(Resource wanted) {
    list(holders, wanted);
    list(providers, wanted);
  }

  private void keep(Sighting task) {
    if (task.state() == TaskRow.State.EXITED) {
      return;
    }
    for (Hold hold : task.holds()) {
      List<Holder> wanted = holders.get(hold.resource());
      if (wanted != null) {
        wanted.add(new Holder(task, hold.shared()));
      }
    }
    for (Resource completion : task.provides()) {
      List<Sighting> wanted = providers.get(completion);
      if (wanted != null) {
        wanted.add(task);
      }
    }
  }

  private static <K, V> List<V> list(Map<K, List<V>> lists, K key) {
    return lists.computeIfAbsent(key, none -> new ArrayList<>());
  }

  private void reduce() {
    List<Sighting> latestFirst = new ArrayList<>(blocked);
    Collections.reverse(latestFirst);
    boolean more = true;
    while (more) { // in both orders by turns: a chain takes two passes whichever end goes on
      more = reduce(blocked) && reduce(latestFirst);
    }
  }

  /** Takes away whose wait can end; returns whether that was anybody. */
  private boolean reduce(List<Sighting> some) {
    boolean more = false;
    for (Sighting task : some) {
      if (!live[task.index()] && canEnd(task)) {
        live[task.index()] = true;
        more = true;
      }
    }
    return more;
  }

  private boolean canEnd(Sighting task) {
    Wait wait = task.blockedOn();
    List<Sighting> holding = holding(task);
    if (wait.resource().kind() == Resource.Kind.COMPLETION) {
      return anyLive(servers(wait));
    }
    if (isUnit(wait) && anyLive(servers(wait))) {
      return true;
    }
    if (!holding.isEmpty()) {
      return anyWillDo(wait) ? anyLive(holding) : allLive(holding) && isNext(task);
    }
    return wait.group() != null ? anyLive(servers(wait)) : isNext(task);
  }

  /** One of several holders is enough: a unit of a semaphore, the thread that serves a request. */
  private static boolean anyWillDo(Wait wait) {
    return wait.group() != null || isUnit(wait);
  }

  /** A unit of a semaphore, which a task that took none may give back too. */
  private static boolean isUnit(Wait wait) {
    return wait.resource().kind() == Resource.Kind.SEMAPHORE;
  }

  /**
   * Whether all who queued before in a conflicting way go on. It is enough to ask the one directly
   * before: whatever keeps an earlier one out of the same lock keeps that one out too.
   */
  private boolean isNext(Sighting task) {
    Sighting before = directlyBefore.get(task);
    return before == null || isLive(before) || before(task).isEmpty();
  }

  private boolean anyLive(List<Sighting> some) {
    return some.stream().anyMatch(this::isLive);
  }

  private boolean allLive(List<Sighting> some) {
    return some.stream().allMatch(this::isLive);
  }

  /** Whether the task goes on by itself, or its wait can end. */
  boolean isLive(Sighting task) {
    return live[task.index()];
  }

  List<Sighting> tasks() {
    return tasks;
  }

  /** The tasks that wait, the longest waiting first. */
  List<Sighting> blocked() {
    return blocked;
  }

  /** The tasks whose wait nothing can end. */
  List<Sighting> stuck() {
    return blocked.stream().filter(task -> !isLive(task)).toList();
  }

  /** Who holds what {@code task} waits for in a way that keeps it out; perhaps itself. */
  List<Sighting> holding(Sighting task) {
    Wait wait = task.blockedOn();
    List<Sighting> holding = new ArrayList<>();
    for (Holder holder : holders.getOrDefault(wait.resource(), List.of())) {
      if (!(wait.shared() && holder.shared) && !holding.contains(holder.task)) {
        holding.add(holder.task);
      }
    }
    return holding;
  }

  /** Who queued for the same rwsem before {@code task} in a conflicting way. */
  List<Sighting> before(Sighting task) {
    Wait wait = task.blockedOn();
    if (wait.resource().kind() != Resource.Kind.RWSEM) {
      return List.of();
    }
    List<Sighting> before = new ArrayList<>();
    for (Sighting other : waiters.getOrDefault(wait.resource(), List.of())) {
      if (other.blockedOn().order() >= wait.order()) {
        break;
      }
      if (!(wait.shared() && other.blockedOn().shared())) {
        before.add(other);
      }
    }
    return before;
  }

  /** Any of whom could end {@code wait}: its group, and whoever provides the completion. */
  List<Sighting> servers(Wait wait) {
    List<Sighting> servers = new ArrayList<>(providers.getOrDefault(wait.resource(), List.of()));
    if (wait.group() != null) {
      servers.addAll(group(wait.group()));
    }
    return servers;
  }

  /** The tasks of a group that have not ended. */
  List<Sighting> group(@Nullable String name) {
    if (groups.isEmpty()) {
      tasks.forEach(task -> list(groups, task.group()).add(task));
    }
    return groups.getOrDefault(name, List.of()).stream()
        .filter(task -> task.state() != TaskRow.State.EXITED)
        .toList();
  }

  /** Those who keep {@code task}'s wait from ending, whether they go on or not. */
  List<Sighting> blockers(Sighting task) {
    if (task.waitsFor() == null) {
      return List.of();
    }
    List<Sighting> holding = holding(task);
    List<Sighting> blockers = new ArrayList<>(holding);
    blockers.addAll(before(task));
    if (holding.isEmpty()) {
      blockers.addAll(servers(task.blockedOn()));
    } else if (isUnit(task.blockedOn())) {
      servers(task.blockedOn()).stream()
          .filter(giver -> !holding.contains(giver))
          .forEach(blockers::add);
    }
    return blockers;
  }

  /** Those of {@link #blockers} who will never go on. */
  List<Sighting> stuckBlockers(Sighting task) {
    return blockers(task).stream().filter(blocker -> !isLive(blocker)).toList();
  }
}
