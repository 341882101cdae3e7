package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The notable events of a run, in order. At most {@link #KEPT} are kept; the rest are counted. */
public final class Journal {

  /** Enough to read, few enough to keep. */
  public static final int KEPT = 10_000;

  /**
   * One event.
   *
   * @param at when, in nanoseconds of the run
   * @param actor whom it happened to
   * @param text what happened, in one line
   */
  public record Event(long at, String actor, String text) {}

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private Consumer<Event> listener = event -> {};
  private long dropped;

  /** Notes an event. */
  public void note(long at, String actor, String text) {
    Event event = new Event(at, actor, text);
    if (events.size() < KEPT) {
      events.add(event);
    } else {
      dropped++;
    }
    listener.accept(event);
  }

  /** Calls {@code to} for each further event. */
  public void listen(Consumer<Event> to) {
    listener = to;
  }

  public List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** Events that were not kept. */
  public long dropped() {
    return dropped;
  }

  void clear() {
    events.clear();
    dropped = 0;
    listener = event -> {};
  }
}
