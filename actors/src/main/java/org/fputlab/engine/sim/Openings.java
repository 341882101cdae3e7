package org.fputlab.engine.sim;

import akka.dispatch.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.fputlab.engine.GatedQueue;
import org.jspecify.annotations.Nullable;

/** What can come next in a run: the mailboxes that are runnable, and timers that may fire. */
final class Openings implements Choices {

  private final RunQueue<Mailbox> runnable;
  private final LongSupplier now;
  private final List<@Nullable Option> turns = new ArrayList<>();
  private @Nullable FreeTimers timers;

  Openings(RunQueue<Mailbox> runnable, LongSupplier now) {
    this.runnable = runnable;
    this.now = now;
  }

  /** A run begins, in which these timers may fire before what is runnable; null for none. */
  void begin(@Nullable FreeTimers free) {
    timers = free;
    turns.clear();
  }

  @Override
  public int size() {
    return runnable.size() + (timers == null ? 0 : timers.choices());
  }

  @Override
  public Option option(int place) {
    if (place >= runnable.size() && timers != null) {
      return timers.option(place - runnable.size());
    }
    Mailbox mailbox = runnable.get(place);
    return mailbox.messageQueue() instanceof GatedQueue queue ? turnOf(queue) : akkas(mailbox);
  }

  private Option turnOf(GatedQueue queue) {
    while (turns.size() <= queue.number()) {
      turns.add(null);
    }
    Option known = turns.get(queue.number());
    if (known == null) {
      known = new Option(false, queue.number(), Option.nameOf(queue));
      turns.set(queue.number(), known);
    }
    return known;
  }

  private static Option akkas(Mailbox mailbox) {
    return new Option(false, Option.NOBODY, mailbox.actor().self().path().name());
  }

  @Override
  public long dueAt(int place) {
    return place >= runnable.size() && timers != null
        ? timers.dueAt(place - runnable.size())
        : now.getAsLong();
  }

  @Override
  public @Nullable Object message(int place) {
    if (place >= runnable.size() && timers != null) {
      return timers.message(place - runnable.size());
    }
    Mailbox mailbox = runnable.get(place);
    return mailbox.messageQueue() instanceof GatedQueue queue ? queue.next() : null;
  }
}
