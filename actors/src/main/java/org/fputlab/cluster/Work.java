package org.fputlab.cluster;

import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.fputlab.explore.Part;
import org.fputlab.explore.Search;

/**
 * A search that is being handed out in ranges: which of them are with somebody, and how long the
 * next is to be. Each range is entered once, whoever brings it and however often.
 */
final class Work {

  private static final long LEAST_NANOS = 100_000_000;
  private static final long MOST_NANOS = 400_000_000;
  private static final long FIRST = 8;
  private static final long WAITING = 4;
  private static final long LONGEST = 1 << 16;

  private final String id;
  private final Search search;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final TreeMap<Long, Part.Range> out = new TreeMap<>();
  private final SearchText text;
  private volatile Part known;
  private long size = FIRST;

  Work(String id, Search search) {
    this.id = id;
    this.search = search;
    this.known = entered();
    this.text = SearchText.of(id, search.schedules());
  }

  String id() {
    return id;
  }

  SearchText text() {
    return text;
  }

  /** Completed when everything that is wanted is entered. */
  CompletableFuture<Void> done() {
    return done;
  }

  /**
   * The next range, if there is one.
   *
   * @param hands among how many those that are left are divided
   */
  Optional<Part.Range> next(int hands) {
    long left = search.last() - search.givenOutTo();
    long share = Math.max(1, left / (WAITING * Math.max(1, hands)));
    Optional<Part.Range> range = search.take(Math.min(size, share));
    range.ifPresent(taken -> out.put(taken.from(), taken));
    return range;
  }

  /** Enters what came of a range; false where that was entered before. */
  boolean enter(Part part, long nanos) {
    if (out.remove(part.numbers().from()) == null) {
      return false;
    }
    search.note(part);
    known = entered();
    if (nanos < LEAST_NANOS && part.ran() >= size) {
      size = Math.min(LONGEST, size * 2);
    } else if (nanos > MOST_NANOS) {
      size = Math.max(1, size / 2);
    }
    completeIfDone();
    return true;
  }

  void completeIfDone() {
    if (search.isGivenOut() && (out.isEmpty() || out.firstKey() > search.last())) {
      done.complete(null);
    }
  }

  /** What came of all up to some number; for any thread. */
  Part known() {
    return known;
  }

  private Part entered() {
    long to = out.isEmpty() ? search.givenOutTo() : out.firstKey() - 1;
    return search.known(Math.min(to, search.last()));
  }
}
