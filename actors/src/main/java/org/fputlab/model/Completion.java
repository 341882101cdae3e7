package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A completion: a count of events that happened, and those who wait for one
 * (kernel/sched/completion.c, v6.6).
 *
 * @param <W> whoever waits
 */
public final class Completion<W> {

  private final Deque<W> waiters = new ArrayDeque<>();
  private int done;
  private boolean forAll;

  /** Uses up an event if there is one, else queues; returns whether there was one. */
  public boolean await(W who) {
    if (forAll) {
      return true;
    }
    if (done > 0) {
      done--;
      return true;
    }
    waiters.add(who);
    return false;
  }

  /** No longer waits; returns whether it still did. */
  public boolean giveUp(Predicate<W> who) {
    return waiters.removeIf(who);
  }

  /** One event: wakes the first waiter, or is kept for the next. */
  public void complete(Consumer<W> wake) {
    W first = waiters.poll();
    if (first == null) {
      done++;
    } else {
      wake.accept(first);
    }
  }

  /** Wakes all who wait now and lets all who come later pass. */
  public void completeAll(Consumer<W> wake) {
    forAll = true;
    waiters.forEach(wake);
    waiters.clear();
  }
}
