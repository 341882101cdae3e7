package org.fputlab.engine.sim;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is runnable, the longest waiting first: a ring of which any element can be taken.
 *
 * @param <E> what can run
 */
final class RunQueue<E> {

  private @Nullable Object[] ring = new Object[64];
  private int head;
  private int size;

  void add(E element) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size++) & (ring.length - 1)] = element;
  }

  /** Takes the {@code index}-th; those before it move up by one. */
  @SuppressWarnings("unchecked") // the ring holds what add() was given
  E take(int index) {
    int mask = ring.length - 1;
    Object taken = ring[(head + index) & mask];
    for (int i = index; i > 0; i--) {
      ring[(head + i) & mask] = ring[(head + i - 1) & mask];
    }
    ring[head] = null;
    head = (head + 1) & mask;
    size--;
    if (taken == null) {
      throw new IllegalStateException("nothing is runnable");
    }
    return (E) taken;
  }

  /** The {@code index}-th. */
  @SuppressWarnings("unchecked") // the ring holds what add() was given
  E get(int index) {
    return (E) Objects.requireNonNull(ring[(head + index) & (ring.length - 1)]);
  }

  /** The place of the first that {@code wanted} accepts, or -1. */
  int find(Predicate<? super E> wanted) {
    for (int i = 0; i < size; i++) {
      if (wanted.test(get(i))) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return size;
  }

  private void grow() {
    @Nullable Object[] larger = new Object[ring.length * 2];
    for (int i = 0; i < size; i++) {
      larger[i] = ring[(head + i) & (ring.length - 1)];
    }
    ring = larger;
    head = 0;
  }
}
