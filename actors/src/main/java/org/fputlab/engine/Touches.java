package org.fputlab.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each turn of a run touches that others touch too, and of which earlier turns it came:
 * written down while it happens, where somebody asks. By it turns are told apart whose order
 * matters.
 *
 * <p>Actors share nothing but messages, so there are three kinds of things: what an actor keeps,
 * the mailboxes, and time.
 *
 * <ul>
 *   <li>A task's own state is its own: it takes its turns one after another, and nobody else looks
 *       at it but supervisors, at the end. The same goes for its row in the task table, and for all
 *       that is only published: gauges, samples, the agenda, the journal, lock classes and their
 *       order, numbers that show in reports alone.
 *   <li>A subsystem's state is one thing, that each message to it may change; unless its actor says
 *       with {@link #part} which parts of it a message touches. Then it must name them all.
 *   <li>A message changes the lane of the mailbox that it comes to, which keeps the order of
 *       coming. Whoever takes a request has seen that no answer was there. A mailbox behind a gate
 *       is part of what its owner keeps.
 *   <li>Time only grows: timers that fire add to it, and who goes by it looks at it.
 * </ul>
 *
 * <p>A subsystem takes its turns at once, as a part of the turn that sent it the message: it never
 * blocks, and what a task asks of it is done in the task's own time, as where a kernel thread calls
 * a function.
 */
public final class Touches {

  /**
   * Something that several turns may touch.
   *
   * @param owner the actor whose it is, or ""
   * @param part which part of it
   * @param which which of several alike, or ""; the same in every run
   */
  public record Thing(String owner, String part, Object which) {}

  /**
   * What was written down of one turn.
   *
   * @param causes the numbers of the turns before, without which this one would not have come
   * @param accesses all that it touched
   */
  public record Turn(List<Integer> causes, Map<Thing, Access> accesses) {}

  private static final Thing TIME = new Thing("", "time", "");

  private final Map<Thing, Deque<Integer>> senders = new LinkedHashMap<>();
  private final Map<Object, Deque<Integer>> setters = new LinkedHashMap<>();
  private final List<Integer> causes = new ArrayList<>();
  private final Map<Object, Integer> numbers = new LinkedHashMap<>();
  private Map<Thing, Access> accesses = new LinkedHashMap<>();
  private boolean next;
  private boolean recorded;
  private int turn;
  private @Nullable GatedQueue subsystem;
  private boolean byParts;

  /** Runs that are compared begin: from now on the same names stand for the same numbers. */
  public void beginComparison() {
    numbers.clear();
  }

  /** Has the next run written down; turns are counted from its first {@link #endTurn}. */
  public void recordNextRun() {
    next = true;
  }

  /** A number for something that has this name in every run, in whatever order things are made. */
  public int number(Object name) {
    return numbers.computeIfAbsent(name, fresh -> numbers.size());
  }

  /** Whether anybody asks. */
  public boolean areRecorded() {
    return recorded;
  }

  /** Forgets the run before. */
  void clear() {
    recorded = next;
    next = false;
    turn = -1;
    senders.clear();
    setters.clear();
    causes.clear();
    accesses = new LinkedHashMap<>();
    subsystem = null;
  }

  /** The turn is over, with all that subsystems did in it; what was before the first is none. */
  public Turn endTurn() {
    endOfMessage();
    Turn ended = new Turn(List.copyOf(causes), accesses);
    causes.clear();
    accesses = new LinkedHashMap<>();
    turn++;
    return ended;
  }

  // What subsystems tell

  /**
   * The message under way touches this part of its actor's state. Whoever says so of a message says
   * it of all that this one touches.
   */
  public void part(String part, Object which, Access how) {
    GatedQueue actor = subsystem;
    if (recorded && actor != null) {
      byParts = true;
      touch(new Thing(nameOf(actor), "", ""), Access.LOOKS);
      touch(new Thing(nameOf(actor), part, which), how);
    }
  }

  /** What is done now depends on the time. */
  public void time() {
    if (recorded) {
      touch(TIME, Access.LOOKS);
    }
  }

  // What mailboxes and timers tell

  void sent(GatedQueue to, boolean isAnswer) {
    Thing lane = lane(to, isAnswer);
    senders.computeIfAbsent(lane, first -> new ArrayDeque<>()).add(turn);
    if (to.isTasks()) {
      touch(lane, Access.CHANGES);
    } else if (!isAnswer && to.isGated()) {
      touch(new Thing(nameOf(to), "", ""), Access.LOOKS);
      touch(lane, Access.CHANGES);
    }
  }

  /** Its owner is about to handle a message. */
  void handles(GatedQueue owner, boolean isAnswer, boolean couldTakeRequests, boolean hasRequests) {
    endOfMessage();
    int sender = senderOf(lane(owner, isAnswer));
    if (!owner.isTasks()) {
      subsystem = owner;
      return;
    }
    if (!isAnswer) {
      touch(lane(owner, true), Access.LOOKS);
    } else if (couldTakeRequests) {
      touch(lane(owner, false), Access.LOOKS);
      touch(lane(owner, true), Access.LOOKS);
    }
    boolean wouldHaveComeAnyway = isAnswer && hasRequests && couldTakeRequests;
    if (sender >= 0 && !wouldHaveComeAnyway) {
      causes.add(sender);
    }
  }

  /** Its owner takes one of all requests, at once. */
  void takes(GatedQueue owner) {
    senderOf(lane(owner, false));
  }

  private int senderOf(Thing lane) {
    Deque<Integer> waiting = senders.get(lane);
    return waiting == null ? -1 : waiting.remove();
  }

  private void endOfMessage() {
    if (subsystem != null && !byParts) {
      touch(new Thing(nameOf(subsystem), "", ""), Access.CHANGES);
    }
    subsystem = null;
    byParts = false;
  }

  /** A timer is set; those of the same chain fire in the order in which they were set. */
  public void set(Object chain) {
    if (recorded) {
      setters.computeIfAbsent(chain, first -> new ArrayDeque<>()).add(turn);
      touch(new Thing("", "timers", chain), Access.CHANGES);
    }
  }

  /** A timer of this chain fires. */
  public void fires(Object chain) {
    if (recorded) {
      touch(TIME, Access.ADDS);
      Deque<Integer> waiting = setters.get(chain);
      if (waiting != null && waiting.element() >= 0) {
        causes.add(waiting.element());
      }
      if (waiting != null) {
        waiting.remove();
      }
    }
  }

  private static Thing lane(GatedQueue of, boolean isAnswer) {
    return new Thing(nameOf(of), isAnswer ? "answers" : "requests", "");
  }

  /** Guardians are numbered run by run. */
  private static String nameOf(GatedQueue mailbox) {
    return mailbox.number() == 0 ? "" : mailbox.owner();
  }

  private void touch(Thing thing, Access how) {
    accesses.merge(thing, how, Access::and);
  }
}
