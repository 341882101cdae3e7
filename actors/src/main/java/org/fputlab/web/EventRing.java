package org.fputlab.web;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a run, numbered from 1, for any number of readers that each keep their own
 * place: a slow one holds up nobody and has nothing put by for it, but finds events gone. The state
 * is not among them, of which only the newest counts.
 *
 * <p>Whoever publishes pays for an entry in an array; what an event looks like is worked out once,
 * when a reader first wants it. Readers are woken by {@link #tick}, so that a thousand of them cost
 * the run nothing.
 */
final class EventRing {

  /** Events kept. */
  static final int KEPT = 10_000;

  /** What can be told. */
  enum Kind {
    JOURNAL,
    FINDING,
    LOG,
    STATE,
    MISSED,
    END;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One event, and how a stream spells it. */
  static final class Event {
    private final long id;
    private final Kind kind;
    private final String word;
    private final Supplier<? extends JsonNode> content;
    private volatile @Nullable ByteString spelled;

    private Event(long id, Kind kind, String word, Supplier<? extends JsonNode> content) {
      this.id = id;
      this.kind = kind;
      this.word = word;
      this.content = content;
    }

    /**
     * Says that so many events are gone.
     *
     * @param id the number of the last of them
     * @param kind whom it concerns
     */
    static Event missed(long id, Kind kind, long count) {
      return new Event(
          id,
          kind,
          Kind.MISSED.word(),
          () -> JsonNodeFactory.instance.objectNode().put("missed", count));
    }

    long id() {
      return id;
    }

    Kind kind() {
      return kind;
    }

    ByteString spelled() {
      ByteString known = spelled;
      if (known == null) {
        String number = id > 0 ? "id: " + id + "\n" : "";
        String text = number + "event: " + word + "\ndata: " + content.get() + "\n\n";
        known = ByteString.fromString(text);
        spelled = known;
      }
      return known;
    }
  }

  /**
   * What a reader finds.
   *
   * @param missed events between its place and the first of {@code events} that are gone
   * @param events in order, none that it has seen
   * @param state the newest state, null where there is none that it has not seen
   * @param version changes with everything that is published
   * @param over whether nothing comes after {@code events}
   */
  record News(long missed, List<Event> events, @Nullable Event state, long version, boolean over) {}

  /** Somebody who waits for news. */
  interface Reader {

    /**
     * Has it look again.
     *
     * @param all whether all readers were woken, for news or not
     */
    void wake(boolean all);
  }

  private final Event[] kept = new Event[KEPT];
  private final Executor executor;
  private List<Reader> waiting = new ArrayList<>();
  private long last;
  private @Nullable Event state;
  private long version;
  private long told;
  private boolean over;

  /**
   * @param executor calls readers back
   */
  EventRing(Executor executor) {
    this.executor = executor;
  }

  /** Adds an event; after an {@link Kind#END} nothing is added. */
  synchronized void publish(Kind kind, Supplier<? extends JsonNode> content) {
    add(new Event(last + 1, kind, kind.word(), content));
    over |= kind == Kind.END;
  }

  /** Adds that so many events of a kind were not published. */
  synchronized void publishMissed(Kind kind, long count) {
    add(Event.missed(last + 1, kind, count));
  }

  private void add(Event event) {
    if (!over) {
      last = event.id();
      version++;
      kept[(int) (last % KEPT)] = event;
    }
  }

  /** Lets readers come to their end where it is now. */
  synchronized void close() {
    over = true;
    version++;
  }

  /** Replaces the state. */
  synchronized void state(Supplier<? extends JsonNode> content) {
    version++;
    state = new Event(0, Kind.STATE, Kind.STATE.word(), content);
  }

  /** The number of the newest event. */
  synchronized long last() {
    return last;
  }

  /**
   * What there is after an event.
   *
   * @param after its number
   * @param seen the state that the reader has seen
   * @param most events at a time
   */
  synchronized News after(long after, @Nullable Event seen, int most) {
    long first = Math.max(after + 1, last - KEPT + 1);
    List<Event> events = new ArrayList<>();
    for (long id = first; id <= last && events.size() < most; id++) {
      events.add(kept[(int) (id % KEPT)]);
    }
    boolean atEnd = first + events.size() > last;
    Event news = state == seen ? null : state;
    return new News(first - after - 1, events, news, version, over && atEnd);
  }

  /** Calls back once anything is there that was not at {@code version}, or all are called. */
  void await(long seenVersion, Reader reader) {
    synchronized (this) {
      if (version == seenVersion) {
        waiting.add(reader);
        return;
      }
    }
    executor.execute(() -> reader.wake(false));
  }

  /**
   * Wakes the readers that wait, if there is news.
   *
   * @param all wakes them in any case
   */
  void tick(boolean all) {
    List<Reader> woken;
    synchronized (this) {
      if (version == told && !all) {
        return;
      }
      told = version;
      woken = waiting;
      waiting = new ArrayList<>();
    }
    woken.forEach(reader -> executor.execute(() -> reader.wake(all)));
  }
}
