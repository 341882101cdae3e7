package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, reduced: every task that can still go on is taken away, then every task whose
 * wait one of those can end, and so on. What is left waits forever.
 *
 * <p>A wait for a lock ends when <em>all</em> who hold it in a conflicting way go on, and for an
 * rwsem also all who queued before in a conflicting way. A reader does not pass a waiting writer,
 * but when the first waiting reader's turn comes all go with it, also those behind later writers
 * ({@code rwsem_mark_wake}, kernel/locking/rwsem.c, v6.6). A wait for a completion, for one unit of
 * a semaphore, for the end of a freeze or for any of a pool ends when <em>any</em> that could end
 * it goes on: a task, or something on the {@link Agenda}. Work that is queued behind other work of
 * its queue begins when any of that can end. Every other wait ends by itself: one that a timer
 * ends, whatever it is for, one for a device, a timer, a processor, a remote server, or for what
 * nobody has thought of here.
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
  private final LockQueues queues;
  private final Map<Resource, List<Sighting>> providers = new LinkedHashMap<>();
  private final List<Sighting> capableOfAnything = new ArrayList<>();
  private final SignalsToCome signals;
  private final Agenda agenda;
  private final List<Agenda.Matter> matters;
  private final boolean anythingPossible;

  /** What was frozen then; the agenda goes on. */
  private final Map<Resource, Agenda.Frozen> frozen = new LinkedHashMap<>();

  /** What work was queued behind other work then. */
  private final Map<Resource, Agenda.Behind> behind = new LinkedHashMap<>();

  private final Map<String, List<Sighting>> groups = new LinkedHashMap<>();

  WaitForGraph(List<Sighting> tasks, Agenda agenda) {
    this(tasks, agenda, true);
  }

  /** The graph of tasks of which is not known who queued before whom, nor what is to come. */
  static WaitForGraph withoutQueues(List<Sighting> tasks) {
    return new WaitForGraph(tasks, new Agenda(), false);
  }

  private WaitForGraph(List<Sighting> tasks, Agenda agenda, boolean knowsQueues) {
    this.tasks = tasks;
    this.agenda = agenda;
    this.queues = new LockQueues(knowsQueues);
    this.matters = agenda.matters();
    this.anythingPossible = agenda.isAnythingPossible();
    this.live = new boolean[tasks.size()];
    tasks.forEach(this::enter);
    blocked.forEach(task -> expect(task.blockedOn().resource()));
    this.signals = SignalsToCome.of(tasks, matters);
    signals.all().forEach(signal -> list(providers, signal));
    matters.stream().map(Agenda.Matter::behind).filter(Objects::nonNull).forEach(this::expect);
    tasks.forEach(this::keep);
    blocked.sort(Comparator.comparingLong(task -> task.blockedOn().order()));
    blocked.forEach(queues::add);
    reduce();
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
    Agenda.Behind others = agenda.behind(wanted);
    if (others != null) {
      behind.put(wanted, others);
      list(holders, others.places());
      list(providers, others.takenBack());
    }
    Agenda.Frozen level = agenda.frozen(wanted);
    if (level != null) {
      frozen.put(wanted, level);
      list(providers, level.thaw());
    }
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
    if (task.prospects().anything()) {
      capableOfAnything.add(task);
    }
    for (Resource prospect : task.prospects().known()) {
      List<Sighting> wanted = providers.get(prospect);
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
    if (wait.isBounded() || signals.ending(task).stream().anyMatch(this::canBring)) {
      return true;
    }
    Agenda.Frozen level = frozen.get(wait.resource());
    if (level != null) {
      return canBring(level.thaw());
    }
    List<Sighting> holding = holding(task);
    return switch (wait.resource().kind()) {
      case WORK ->
          allLive(holding) && (mayBegin(wait.resource()) || mayBeTakenBack(wait.resource()));
      case RWSEM, MUTEX, SPINLOCK, THREAD, FLAG -> allLive(holding) && isNext(task);
      case COMPLETION -> canBring(wait.resource());
      case SEMAPHORE -> anyLive(holding) || canBring(wait.resource());
      case SERVER, POOL -> canBeServed(wait, holding);
      case IO, CPU, TIMER -> true;
    };
  }

  /** A call to this machine's own service is stuck only once that has it and cannot serve it. */
  private boolean canBeServed(Wait wait, List<Sighting> holding) {
    if (wait.group() == null || !agenda.isInHands(wait.resource())) {
      return true;
    }
    return anyLive(holding.isEmpty() ? group(wait.group()) : holding);
  }

  /** Whether anything that goes on may bring this about. */
  private boolean canBring(Resource prospect) {
    if (anythingPossible
        || anyLive(providers.getOrDefault(prospect, List.of()))
        || anyLive(capableOfAnything)) {
      return true;
    }
    return matters.stream().anyMatch(matter -> mayBring(matter, prospect) && goesOn(matter));
  }

  private static boolean mayBring(Agenda.Matter matter, Resource prospect) {
    return matter.prospects().anything() || matter.prospects().known().contains(prospect);
  }

  private boolean goesOn(Agenda.Matter matter) {
    return allLive(holdersOf(matter.behind()))
        && mayBegin(matter.behind())
        && (matter.group() == null || anyLive(group(matter.group())));
  }

  /** Whether work that may be queued behind other work comes to a worker. */
  private boolean mayBegin(@Nullable Resource work) {
    Agenda.Behind others = behind.get(work);
    if (others == null) {
      return true;
    }
    List<Sighting> before = holdersOf(others.places());
    return before.size() < others.limit() || anyLive(before);
  }

  /** Whether somebody may take work back that is queued behind other work. */
  private boolean mayBeTakenBack(Resource work) {
    Agenda.Behind others = behind.get(work);
    return others != null && canBring(others.takenBack());
  }

  /** Who runs the work that this is queued behind, if it is. */
  private List<Sighting> placedBefore(@Nullable Resource work) {
    Agenda.Behind others = behind.get(work);
    return others == null ? List.of() : holdersOf(others.places());
  }

  private List<Sighting> holdersOf(@Nullable Resource resource) {
    List<Holder> holding = resource == null ? List.of() : holders.getOrDefault(resource, List.of());
    return holding.stream().map(Holder::task).toList();
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
    Sighting before = queues.directlyBefore(task);
    return before == null || isLive(before);
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

  /**
   * Who queued for the same rwsem before {@code task} in a conflicting way, or runs the work that
   * the awaited work is queued behind.
   */
  List<Sighting> before(Sighting task) {
    Wait wait = task.blockedOn();
    if (behind.containsKey(wait.resource())) {
      return placedBefore(wait.resource());
    }
    return queues.before(task);
  }

  /** Any of whom could end {@code wait}: its group, and whoever may bring it about. */
  List<Sighting> servers(Wait wait) {
    Set<Sighting> servers = new LinkedHashSet<>();
    Resource awaited = brought(wait.resource());
    servers.addAll(providers.getOrDefault(awaited, List.of()));
    if (awaited != wait.resource()
        || isUnit(wait)
        || wait.resource().kind() == Resource.Kind.COMPLETION) {
      servers.addAll(capableOfAnything);
      for (Agenda.Matter matter : matters) {
        if (mayBring(matter, awaited)) {
          servers.addAll(holdersOf(matter.behind()));
          servers.addAll(placedBefore(matter.behind()));
          servers.addAll(matter.group() == null ? List.of() : group(matter.group()));
        }
      }
    }
    if (wait.group() != null) {
      servers.addAll(group(wait.group()));
    }
    return new ArrayList<>(servers);
  }

  /** What somebody may bring about that ends a wait for this: a thaw, or that it is taken back. */
  private Resource brought(Resource awaited) {
    Agenda.Frozen level = frozen.get(awaited);
    Agenda.Behind others = behind.get(awaited);
    return level != null ? level.thaw() : others != null ? others.takenBack() : awaited;
  }

  /** Who froze what {@code task} waits for, or "" where that is not frozen. */
  String frozenBy(Sighting task) {
    Wait wait = task.waitsFor();
    Agenda.Frozen level = wait == null ? null : frozen.get(wait.resource());
    return level == null ? "" : level.by();
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
