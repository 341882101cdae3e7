package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/** Pending timers in order of time, ties in order of setting: a binary heap over plain arrays. */
final class TimerHeap {

  private long[] at = new long[64];
  private long[] order = new long[64];
  private @Nullable Object[] target = new Object[64];
  private @Nullable Object[] message = new Object[64];
  private int size;
  private long set;
  private int unforeseen;

  /** Adds a timer; {@code what} is null where {@code who} is itself to be run. */
  void add(long when, Object who, @Nullable Object what) {
    if (size == at.length) {
      grow();
    }
    unforeseen += isUnforeseen(who, what) ? 1 : 0;
    long mine = set++;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (at[parent] <= when) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, when, mine, who, what);
  }

  private static boolean isUnforeseen(@Nullable Object who, @Nullable Object what) {
    return !((what == null ? who : what) instanceof Foreseen);
  }

  int unforeseen() {
    return unforeseen;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long nextAt() {
    return at[0];
  }

  Object nextTarget() {
    Object who = target[0];
    if (who == null) {
      throw new IllegalStateException("no timer is set");
    }
    return who;
  }

  @Nullable Object nextMessage() {
    return message[0];
  }

  void removeNext() {
    unforeseen -= isUnforeseen(target[0], message[0]) ? 1 : 0;
    size--;
    long when = at[size];
    long mine = order[size];
    Object who = target[size];
    Object what = message[size];
    target[size] = null;
    message[size] = null;
    if (size == 0) {
      return;
    }
    int hole = 0;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(child + 1, child)) {
        child++;
      }
      if (at[child] > when || (at[child] == when && order[child] > mine)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, when, mine, who, what);
  }

  void clear() {
    java.util.Arrays.fill(target, null);
    java.util.Arrays.fill(message, null);
    size = 0;
    set = 0;
    unforeseen = 0;
  }

  private boolean before(int a, int b) {
    return at[a] < at[b] || (at[a] == at[b] && order[a] < order[b]);
  }

  private void move(int from, int to) {
    at[to] = at[from];
    order[to] = order[from];
    target[to] = target[from];
    message[to] = message[from];
  }

  private void put(int where, long when, long mine, @Nullable Object who, @Nullable Object what) {
    at[where] = when;
    order[where] = mine;
    target[where] = who;
    message[where] = what;
  }

  private void grow() {
    int larger = size * 2;
    at = java.util.Arrays.copyOf(at, larger);
    order = java.util.Arrays.copyOf(order, larger);
    target = java.util.Arrays.copyOf(target, larger);
    message = java.util.Arrays.copyOf(message, larger);
  }
}
