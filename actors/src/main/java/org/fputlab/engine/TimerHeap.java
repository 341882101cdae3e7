package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/** Pending timers in order of time, ties in order of setting: a binary heap over plain arrays. */
final class TimerHeap implements Timers {

  private long[] at = new long[64];
  private long[] order = new long[64];
  private @Nullable Object[] target = new Object[64];
  private @Nullable Object[] message = new Object[64];
  private int size;
  private long set;
  private int unforeseen;

  @Override
  public void add(long when, Object who, @Nullable Object what) {
    if (size == at.length) {
      grow();
    }
    unforeseen += Timers.isUnforeseen(who, what) ? 1 : 0;
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
  public long nextAt() {
    return at[0];
  }

  @Override
  public Object nextTarget() {
    Object who = target[0];
    if (who == null) {
      throw new IllegalStateException("no timer is set");
    }
    return who;
  }

  @Override
  public @Nullable Object nextMessage() {
    return message[0];
  }

  @Override
  public void removeNext() {
    unforeseen -= Timers.isUnforeseen(target[0], message[0]) ? 1 : 0;
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

  @Override
  public void clear() {
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
