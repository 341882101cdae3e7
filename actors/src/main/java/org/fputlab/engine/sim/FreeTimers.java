package org.fputlab.engine.sim;

import akka.actor.ActorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Mailboxes;
import org.fputlab.engine.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Pending timers that may fire in any order, but for those of one chain, which keep theirs. Those
 * set for no time at all come before all others.
 */
final class FreeTimers implements Timers {

  /** The number of who sets timers from outside, such as faults. */
  static final int OUTSIDE = -1;

  private record Key(int setter, String target, long chain) {}

  private record Timer(long when, Object who, @Nullable Object what) {}

  private static final class Chain {
    final Option option;
    final Deque<Timer> timers = new ArrayDeque<>();

    Chain(Option option) {
      this.option = option;
    }
  }

  private final Mailboxes mailboxes;
  private final LongSupplier now;
  private final IntSupplier setter;
  private final Deque<Timer> due = new ArrayDeque<>();
  private final Map<Key, Chain> chains = new LinkedHashMap<>();
  private final List<Chain> pending = new ArrayList<>();
  private int size;
  private int unforeseen;
  private int chosen;

  /**
   * No timers.
   *
   * @param now the time of the run
   * @param setter the number of the actor whose turn it is, or {@link #OUTSIDE}
   */
  FreeTimers(Mailboxes mailboxes, LongSupplier now, IntSupplier setter) {
    this.mailboxes = mailboxes;
    this.now = now;
    this.setter = setter;
  }

  @Override
  public void add(long when, Object who, @Nullable Object what) {
    size++;
    unforeseen += Timers.isUnforeseen(who, what) ? 1 : 0;
    Timer timer = new Timer(when, who, what);
    if (when <= now.getAsLong()) {
      due.add(timer);
      return;
    }
    Chain chain = chainOf(who, what);
    if (chain.timers.isEmpty()) {
      pending.add(chain);
    }
    mailboxes.touches().set(chain.option.name());
    chain.timers.add(timer);
  }

  private Chain chainOf(Object who, @Nullable Object what) {
    String target = what == null ? "" : ((ActorRef) who).path().name();
    long chain = what instanceof Chained of ? of.chain() : 0;
    return chains.computeIfAbsent(new Key(setter.getAsInt(), target, chain), this::chain);
  }

  private Chain chain(Key key) {
    String by = key.setter == OUTSIDE ? "" : Option.nameOf(mailboxes.all().get(key.setter));
    String between = by.equals(key.target) ? by : by + ">" + key.target;
    String name = "@" + between + (key.chain == 0 ? "" : "#" + key.chain);
    return new Chain(new Option(true, mailboxes.numberOf(key.target), name));
  }

  /** Whether a timer fires before anything else does. */
  boolean isDue() {
    return !due.isEmpty();
  }

  /** How many chains have a timer pending. */
  int choices() {
    return pending.size();
  }

  Option option(int place) {
    return pending.get(place).option;
  }

  long dueAt(int place) {
    return first(place).when;
  }

  @Nullable Object message(int place) {
    return first(place).what;
  }

  private Timer first(int place) {
    return Objects.requireNonNull(pending.get(place).timers.peek());
  }

  /** Has the first timer of this chain be the next. */
  void choose(int place) {
    chosen = place;
  }

  private Timer next() {
    Timer first = due.peek();
    return first == null ? first(chosen) : first;
  }

  @Override
  public long nextAt() {
    return next().when;
  }

  @Override
  public Object nextTarget() {
    return next().who;
  }

  @Override
  public @Nullable Object nextMessage() {
    return next().what;
  }

  @Override
  public void removeNext() {
    Timer next = next();
    size--;
    unforeseen -= Timers.isUnforeseen(next.who, next.what) ? 1 : 0;
    if (due.poll() == null) {
      Chain chain = pending.get(chosen);
      mailboxes.touches().fires(chain.option.name());
      chain.timers.remove();
      if (chain.timers.isEmpty()) {
        pending.remove(chosen);
      }
    }
    chosen = 0;
  }

  @Override
  public int unforeseen() {
    return unforeseen;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void clear() {
    due.clear();
    chains.clear();
    pending.clear();
    size = 0;
    unforeseen = 0;
    chosen = 0;
  }
}
