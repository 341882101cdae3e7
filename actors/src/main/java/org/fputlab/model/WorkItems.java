package org.fputlab.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work items: queued, running, or both, and those who wait for them to end.
 *
 * <p>Mirrors kernel/workqueue.c, v6.6: an item is queued at most once, and never runs twice at a
 * time. It is pending from when it is queued, or its timer started, until a worker begins it; who
 * cancels it and waits for its end keeps it so meanwhile ({@code __cancel_work_timer}), so that it
 * cannot be queued again. Of a work that makes an item for each file, {@code closer/17} is the
 * 17th.
 *
 * <p>Leaves out that {@code cancel_work} of an item of which the timer runs spins until that fires;
 * here it stops the timer, as {@code cancel_delayed_work} does.
 *
 * @param <W> whoever flushes
 */
public final class WorkItems<W> {

  private static final class Flush<W> {
    final W who;
    final Map<String, Integer> left;
    final Consumer<String> waitsFor;
    final boolean cancels;

    Flush(W who, Map<String, Integer> left, Consumer<String> waitsFor, boolean cancels) {
      this.who = who;
      this.left = left;
      this.waitsFor = waitsFor;
      this.cancels = cancels;
    }

    String first() {
      return left.keySet().iterator().next();
    }

    /** One run of an item has ended; returns whether that was all. */
    boolean ended(String item) {
      String before = first();
      left.computeIfPresent(item, (name, runs) -> runs == 1 ? null : runs - 1);
      if (left.isEmpty()) {
        return true;
      }
      if (!first().equals(before)) {
        waitsFor.accept(first());
      }
      return false;
    }
  }

  private static final char NUMBER = '/';

  private final Worklists queued = new Worklists();

  /** With the processor that each is to run on: they are on no worklist yet. */
  private final Map<String, Integer> inactive = new LinkedHashMap<>();

  private final Set<String> isQueued = new LinkedHashSet<>();
  private final Set<String> delayed = new LinkedHashSet<>();
  private final Map<String, Integer> cancelling = new LinkedHashMap<>();

  /** With the processor that each was queued for. */
  private final Map<String, Integer> running = new LinkedHashMap<>();

  private final Map<String, Set<Integer>> paused = new LinkedHashMap<>();
  private final Map<String, String> queueOf = new LinkedHashMap<>();
  private final List<Flush<W>> flushes = new ArrayList<>();
  private final ActiveItems active;

  /** Items of queues without limits. */
  public WorkItems() {
    this(Map.of(), KernelVersion.V6_6);
  }

  /**
   * No items.
   *
   * @param maxActive how many may be active at a time, by queue, where there is a limit
   */
  public WorkItems(Map<String, Integer> maxActive, KernelVersion version) {
    this.active = new ActiveItems(maxActive, version);
  }

  /**
   * Whether {@code flush_work} tells lockdep of the item only where it finds it queued or running:
   * since v6.9, where c35aea39d1e1 took {@code touch_work_lockdep_map} from {@code __flush_work} to
   * {@code start_flush_work} (kernel/workqueue.c). Before, it tells of an idle item too. A release
   * as old as v6.6 has it from stable 6.6.72 on, which is not told apart here.
   */
  public static boolean flushTellsOnlyOfBusy(KernelVersion version) {
    return version.isAtLeast(6, 9);
  }

  /** The work that an item is one of. */
  public static String workOf(String item) {
    int number = item.indexOf(NUMBER);
    return number < 0 ? item : item.substring(0, number);
  }

  /** One item of a work that makes many. */
  public static String numbered(String work, long number) {
    return work + NUMBER + number;
  }

  /** {@code queue_work}: returns false if the item was pending already. */
  public boolean queue(String queue, String item) {
    return queue(queue, item, RunQueues.UNBOUND, RunQueues.UNBOUND);
  }

  /**
   * The same.
   *
   * @param cpu the processor whose workers are to run it, or {@link RunQueues#UNBOUND}
   * @param queuedOn where it is queued
   */
  public boolean queue(String queue, String item, int cpu, int queuedOn) {
    queueOf.put(workOf(item), queue);
    if (isPending(item)) {
      return false;
    }
    isQueued.add(item);
    if (active.queued(item, queue, cpu, queuedOn)) {
      queued.add(item, cpu);
    } else {
      inactive.put(item, cpu);
    }
    return true;
  }

  /** Starts an item's timer; returns false if the item was pending already. */
  public boolean delay(String item) {
    return !isPending(item) && delayed.add(item);
  }

  /** Queues an item of which the timer runs no longer; returns false if none did. */
  public boolean due(String queue, String item, int cpu, int queuedOn) {
    return delayed.remove(item) && queue(queue, item, cpu, queuedOn);
  }

  /** Those that are queued and wait until one of their pool has ended, with that. */
  public Map<String, WorkPool> inactive() {
    return active.inactive();
  }

  /** Which of them have become so, or are so no longer, since this was last asked. */
  public Map<String, Optional<WorkPool>> inactiveNews() {
    return active.news();
  }

  /** What counts together with an item, or null where its queue has no limit. */
  public @Nullable WorkPool pool(String item) {
    return active.pool(item);
  }

  /** Whether an item cannot be queued now; it may run besides. */
  public boolean isPending(String item) {
    return isQueued.contains(item) || delayed.contains(item) || isBeingCancelled(item);
  }

  /** Whether somebody waits for the end of a run, after which there is to be none. */
  public boolean isBeingCancelled(String item) {
    return cancelling.containsKey(item);
  }

  /** Whether an item is pending or runs. */
  public boolean isBusy(String item) {
    return isPending(item) || running.containsKey(item);
  }

  /**
   * {@code try_to_grab_pending}: an item that is queued or of which the timer runs is no longer. A
   * run under way goes on. Who flushes it does not wait for the run that is not to be.
   */
  public void cancel(String item, Consumer<W> wake) {
    delayed.remove(item);
    if (isQueued.remove(item)) {
      queued.remove(item);
      inactive.remove(item);
      activate(active.takenBack(item));
      if (!running.containsKey(item)) {
        active.forget(item);
      }
      int before = running.containsKey(item) ? 1 : 0;
      endedFor(flush -> flush.left.getOrDefault(item, 0) > before, item, wake);
    }
  }

  /** {@code cancel_work_sync}: the same, and wakes when a run under way has ended, or at once. */
  public void cancelSync(String item, W who, Consumer<W> wake, Consumer<String> waitsFor) {
    cancel(item, wake);
    if (running.containsKey(item)) {
      cancelling.merge(item, 1, Integer::sum);
    }
    flush(List.of(item), who, wake, waitsFor, true);
  }

  /** The processors that items are queued for, {@link RunQueues#UNBOUND} among them. */
  public List<Integer> pools() {
    return queued.pools();
  }

  /** Whether some queued item could start. */
  public boolean isRunnable() {
    return pools().stream().anyMatch(this::isRunnable);
  }

  /** Whether one could that is queued for this processor. */
  public boolean isRunnable(int cpu) {
    return queued.first(cpu, this::canStart) != null;
  }

  /** Starts the first queued item that is not running; returns its name. */
  public String start() {
    return start(pools().stream().filter(this::isRunnable).findFirst().orElse(RunQueues.UNBOUND));
  }

  /** The same of those that are queued for this processor. */
  public String start(int cpu) {
    String item = queued.first(cpu, this::canStart);
    if (item == null) {
      throw new IllegalStateException("no item can start");
    }
    running.put(item, cpu);
    queued.remove(item);
    isQueued.remove(item);
    return item;
  }

  private boolean canStart(String item) {
    return !running.containsKey(item) && paused.getOrDefault(workOf(item), Set.of()).isEmpty();
  }

  /** Keeps a work's items from starting, for one of perhaps several reasons. */
  public void pause(String work, int reason) {
    paused.computeIfAbsent(work, first -> new LinkedHashSet<>()).add(reason);
  }

  /** That reason is gone; with the last the items can start again. */
  public void resume(String work, int reason) {
    paused.getOrDefault(work, Set.of()).remove(reason);
  }

  /** A running item never got to start: it is the next in the queue again. */
  public void putBack(String item) {
    Integer cpu = running.remove(item);
    if (cpu != null && isQueued.add(item)) {
      queued.addFirst(item, cpu);
    }
  }

  /** An item has ended once. */
  public void done(String item, Consumer<W> wake) {
    running.remove(item);
    activate(active.ended(item));
    if (!isQueued.contains(item)) {
      active.forget(item);
    }
    endedFor(flush -> true, item, wake);
  }

  /** {@code __pwq_activate_work}: it is the last on the worklist. */
  private void activate(@Nullable String item) {
    Integer cpu = item == null ? null : inactive.remove(item);
    if (item != null && cpu != null) {
      queued.add(item, cpu);
    }
  }

  private void endedFor(Predicate<Flush<W>> counts, String item, Consumer<W> wake) {
    Iterator<Flush<W>> each = flushes.iterator();
    while (each.hasNext()) {
      Flush<W> flush = each.next();
      if (counts.test(flush) && flush.ended(item)) {
        each.remove();
        if (flush.cancels) {
          cancelling.computeIfPresent(item, (name, many) -> many == 1 ? null : many - 1);
        }
        wake.accept(flush.who);
      }
    }
  }

  /**
   * Waits for every run of {@code items} that is queued or under way now; wakes at once where there
   * is none.
   */
  public void flush(List<String> items, W who, Consumer<W> wake) {
    flush(items, who, wake, item -> {});
  }

  /** Likewise, and tells {@code waitsFor} of one item after another that is still waited for. */
  public void flush(List<String> items, W who, Consumer<W> wake, Consumer<String> waitsFor) {
    flush(items, who, wake, waitsFor, false);
  }

  private void flush(
      List<String> items, W who, Consumer<W> wake, Consumer<String> waitsFor, boolean cancels) {
    Map<String, Integer> left = new LinkedHashMap<>();
    for (String item : items) {
      int runs = (running.containsKey(item) ? 1 : 0) + (isQueued.contains(item) ? 1 : 0);
      if (runs > 0) {
        left.put(item, runs);
      }
    }
    if (left.isEmpty()) {
      wake.accept(who);
    } else {
      Flush<W> flush = new Flush<>(who, left, waitsFor, cancels);
      flushes.add(flush);
      waitsFor.accept(flush.first());
    }
  }

  /** The items of a queue that are queued or running now. */
  public List<String> presentIn(String queue) {
    Set<String> present = new LinkedHashSet<>(running.keySet());
    present.addAll(isQueued);
    return present.stream().filter(item -> queue.equals(queueOf.get(workOf(item)))).toList();
  }
}
