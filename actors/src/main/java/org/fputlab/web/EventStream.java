package org.fputlab.web;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fputlab.web.EventRing.Event;
import org.fputlab.web.EventRing.Kind;
import org.fputlab.web.EventRing.News;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the ring. It takes a bite when the connection has room for it and not
 * before; whatever is gone by then it is told as {@code missed}. A quiet stream sends a comment now
 * and then, so that neither end takes the other for dead.
 */
final class EventStream {

  private static final ByteString QUIET = ByteString.fromString(": quiet\n\n");
  private static final int EVENTS_AT_ONCE = 256;
  private static final int BYTES_AT_ONCE = 16 << 10;

  private final EventRing ring;
  private final Set<Kind> kinds;
  private long place;
  private @Nullable Event seenState;

  private EventStream(EventRing ring, Set<Kind> kinds, long after) {
    this.ring = ring;
    this.kinds = kinds;
    this.place = after;
  }

  /**
   * Events in the order in which they came.
   *
   * @param kinds only these, and {@code missed} and {@code end}
   * @param after the number of the last that the reader knows
   */
  static Source<ByteString, NotUsed> of(EventRing ring, Set<Kind> kinds, long after) {
    return Source.unfoldAsync(
        reader(ring, kinds, after),
        stream -> stream.next().thenApply(bite -> bite.map(bytes -> Pair.create(stream, bytes))));
  }

  static EventStream reader(EventRing ring, Set<Kind> kinds, long after) {
    return new EventStream(ring, kinds, after);
  }

  /** The next bite; empty at the end of the run. */
  CompletionStage<Optional<ByteString>> next() {
    CompletableFuture<Optional<ByteString>> bite = new CompletableFuture<>();
    look(bite, false);
    return bite;
  }

  private void look(CompletableFuture<Optional<ByteString>> bite, boolean speak) {
    News news = ring.after(place, seenState, EVENTS_AT_ONCE);
    ByteString found = take(news);
    if (!found.isEmpty()) {
      bite.complete(Optional.of(found));
    } else if (news.over()) {
      bite.complete(Optional.empty());
    } else if (!news.events().isEmpty()) {
      look(bite, speak);
    } else if (speak) {
      bite.complete(Optional.of(QUIET));
    } else {
      ring.await(news.version(), all -> look(bite, all));
    }
  }

  private ByteString take(News news) {
    ByteString found = ByteString.emptyByteString();
    if (news.missed() > 0) {
      place += news.missed();
      found = Event.missed(place, Kind.MISSED, news.missed()).spelled();
    }
    for (Event event : news.events()) {
      if (found.length() >= BYTES_AT_ONCE) {
        return found;
      }
      place = event.id();
      if (isWanted(event.kind())) {
        found = found.concat(event.spelled());
      }
    }
    Event state = news.state();
    if (state != null) {
      seenState = state;
      found = kinds.contains(Kind.STATE) ? found.concat(state.spelled()) : found;
    }
    return found;
  }

  private boolean isWanted(Kind kind) {
    return kinds.contains(kind) || kind == Kind.MISSED || kind == Kind.END;
  }
}
