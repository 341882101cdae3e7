package org.fputlab.engine;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What may still come of something: which completions it may complete, of which semaphores it may
 * give back a unit that it did not take, which freezes it may end.
 *
 * @param anything whether nobody knows, so that it may be anything
 * @param known what it may be, where that is known
 */
public record Prospects(boolean anything, Set<Resource> known) {

  /** Nobody knows what may come of it: the default for whatever is not told about. */
  public static final Prospects ANYTHING = new Prospects(true, Set.of());

  /** Nothing that anybody could wait for. */
  public static final Prospects NOTHING = new Prospects(false, Set.of());

  /** Just these. */
  public static Prospects of(Set<Resource> known) {
    return known.isEmpty() ? NOTHING : new Prospects(false, known);
  }

  /** What may come of either. */
  public Prospects and(Prospects other) {
    if (anything || other.isNothing()) {
      return this;
    }
    if (other.anything || isNothing()) {
      return other;
    }
    Set<Resource> both = new LinkedHashSet<>(known);
    both.addAll(other.known);
    return of(both);
  }

  /** Whether nothing can come of it. */
  public boolean isNothing() {
    return !anything && known.isEmpty();
  }
}
