package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/** The requests that have come to a server, by number: queued, being served, or served. */
public final class ServerRequests {

  private final Deque<Long> queue = new ArrayDeque<>();
  private final Set<Long> serving = new LinkedHashSet<>();
  private final Deque<Long> served = new ArrayDeque<>();

  /** One has come. */
  public void add(long id) {
    queue.add(id);
  }

  /**
   * The next to be served, which is being served from now on; empty where none is queued, or as
   * many are served as can be at a time.
   *
   * @param isWanted whether its caller still waits for it; if not it is dropped
   */
  public OptionalLong next(int atATime, LongPredicate isWanted) {
    while (serving.size() < atATime && !queue.isEmpty()) {
      long id = queue.remove();
      if (isWanted.test(id) && serving.add(id)) {
        return OptionalLong.of(id);
      }
    }
    return OptionalLong.empty();
  }

  /** One was served, and cannot be answered yet: it keeps its place. */
  public void served(long id) {
    served.add(id);
  }

  /** The first that was served and is not answered; empty where there is none. */
  public OptionalLong nextServed() {
    return served.isEmpty() ? OptionalLong.empty() : OptionalLong.of(served.remove());
  }

  /** One is answered, and gives its place to another. */
  public void answered(long id) {
    serving.remove(id);
  }

  /** Those that nobody serves yet, in their order. */
  public List<Long> queued() {
    return List.copyOf(queue);
  }

  /** All that the server has. */
  public Set<Long> all() {
    Set<Long> all = new LinkedHashSet<>(queue);
    all.addAll(serving);
    return all;
  }

  /** The server has crashed: it knows of none any more. */
  public void forget() {
    queue.clear();
    serving.clear();
    served.clear();
  }
}
