package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether time still passes: turns and steps are counted at each instant, and a run that takes more
 * of them than its crowd can need without time moving on is ended. Before it ends, those that take
 * the turns are looked at.
 *
 * <p>A kernel's loop that never sleeps takes processor time and is a soft lockup there ({@code
 * watchdog_timer_fn}, kernel/watchdog.c, v6.6). Here steps may be given no time at all, and such a
 * loop would last forever at one instant. Turns are counted, not seconds, so that every run of the
 * same file ends at the same turn.
 */
public final class Standstill {

  /** What any run may take at one instant: a list of some 10,000 steps, called ten times over. */
  static final long TURNS = 1_000_000;

  /** More for each task, as where 100,000 of them start together, with some 100 steps each. */
  static final long TURNS_PER_TASK = 1_000;

  /** More for each file, message and timer there is; a close takes about ten turns. */
  static final long TURNS_PER_ITEM = 100;

  /** How many of the last turns are looked at, to say who takes them. */
  static final long TURNS_LOOKED_AT = 100_000;

  private static final long NEVER = Long.MAX_VALUE;

  /** What is known of a run's turns at this instant. */
  private enum Phase {
    FREE,
    CROWDED,
    WATCHED,
    ENDED
  }

  /**
   * One who takes turns while time stands still.
   *
   * @param name the task, or the actor that is none
   * @param work the work item that it runs, or ""
   * @param turns how many of the turns looked at were its own
   * @param steps the steps that it took in them, as in {@code umount m in sys_umount}, with how
   *     often
   */
  public record Spinner(String name, String work, long turns, Map<String, Long> steps) {}

  private static final class Doings {
    String work = "";
    long turns;
    final Map<String, Long> steps = new LinkedHashMap<>();
  }

  private final Tables tables;
  private final Map<String, Doings> spinners = new LinkedHashMap<>();
  private Runnable endsRun = () -> {};
  private Phase phase = Phase.FREE;
  private long turns;
  private long allowed = TURNS;
  private long itemsAtFirst;
  private long at;

  Standstill(Tables tables) {
    this.tables = tables;
  }

  /** A run begins, which {@code end} ends. */
  void clear(Runnable end) {
    endsRun = end;
    spinners.clear();
    phase = Phase.FREE;
    timePassed(0, 0);
  }

  /**
   * Time has moved on.
   *
   * @param items messages on their way and timers pending
   */
  void timePassed(long now, long items) {
    at = now;
    turns = 0;
    if (phase != Phase.ENDED) {
      phase = Phase.FREE;
      allowed = TURNS;
      itemsAtFirst = items;
      if (!spinners.isEmpty()) {
        spinners.clear();
      }
    }
  }

  /** The actor of this mailbox takes a turn. */
  void turn(int mailbox) {
    if (++turns > allowed) {
      tooMany();
    }
    if (phase == Phase.WATCHED) {
      doings(tables.mailboxes().all().get(mailbox).owner()).turns++;
    }
  }

  /** A task takes a step; returns whether the run goes on. */
  public boolean step() {
    if (++turns > allowed) {
      tooMany();
    }
    return phase != Phase.ENDED;
  }

  /** Whether somebody wants to know who takes which steps. */
  public boolean isLookedAt() {
    return phase == Phase.WATCHED;
  }

  /** Says which step it is that a task takes. */
  public void note(TaskRow row, String step) {
    Doings doings = doings(row.name());
    String work = row.work();
    if (work != null) {
      doings.work = work;
    }
    Frame frame = row.frame();
    String where = frame == null ? "" : " in " + frame.function();
    doings.steps.merge(step + where, 1L, Long::sum);
  }

  private Doings doings(String name) {
    return spinners.computeIfAbsent(name, fresh -> new Doings());
  }

  private void tooMany() {
    switch (phase) {
      case FREE -> {
        phase = Phase.CROWDED;
        allowed = crowd();
      }
      case CROWDED -> {
        phase = Phase.WATCHED;
        allowed = turns + TURNS_LOOKED_AT;
      }
      case WATCHED -> {
        phase = Phase.ENDED;
        allowed = NEVER;
        endsRun.run();
      }
      case ENDED -> {}
    }
  }

  /** A gauge of which nothing ever went is a counter, which a spinner may drive up itself. */
  private long crowd() {
    long items = itemsAtFirst;
    for (Gauge gauge : tables.gauges().all()) {
      items += gauge.out() > 0 ? gauge.depth() : 0;
    }
    return TURNS + TURNS_PER_TASK * tables.tasks().rows().size() + TURNS_PER_ITEM * items;
  }

  /** Whether the run was ended since its time stood still. */
  public boolean hasHappened() {
    return phase == Phase.ENDED;
  }

  /** At what time of the run it was. */
  public long at() {
    return at;
  }

  /** The turns and steps that were taken at that instant. */
  public long turns() {
    return turns;
  }

  /** Who took the last of them: tasks first, then who took most, then by name. */
  public List<Spinner> spinners() {
    List<Spinner> all = new ArrayList<>();
    spinners.forEach(
        (name, doings) ->
            all.add(
                new Spinner(name, doings.work, doings.turns, new LinkedHashMap<>(doings.steps))));
    all.sort(
        Comparator.comparing((Spinner one) -> one.steps().isEmpty())
            .thenComparing(Comparator.comparingLong(Standstill::doneBy).reversed())
            .thenComparing(Spinner::name));
    return all;
  }

  private static long doneBy(Spinner one) {
    return one.turns() + one.steps().values().stream().mapToLong(Long::longValue).sum();
  }
}
