package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/**
 * A lane for one thread, made of linked chunks: it grows to tens of millions of messages without
 * ever copying what it already holds, at 12 bytes a message besides the message itself.
 */
final class ChunkedLane implements Lane {

  /** What the first chunk holds; each that follows holds twice as many, up to {@link #MOST}. */
  private static final int FEW = 8;

  private static final int MOST = 512;

  private static final class Chunk {
    final @Nullable Object[] messages;
    final long[] at;
    @Nullable Chunk next;

    Chunk(int size) {
      messages = new Object[size];
      at = new long[size];
    }

    int size() {
      return at.length;
    }
  }

  private Chunk head = new Chunk(FEW);
  private Chunk tail = head;
  private int read;
  private int write;
  private long in;
  private long out;

  @Override
  public void add(Object message, long at) {
    if (write == tail.size()) {
      Chunk fresh = new Chunk(Math.min(MOST, 2 * write));
      tail.next = fresh;
      tail = fresh;
      write = 0;
    }
    tail.messages[write] = message;
    tail.at[write++] = at;
    in++;
  }

  @Override
  public @Nullable Object poll() {
    if (in == out) {
      return null;
    }
    Object message = head.messages[read];
    head.messages[read++] = null;
    out++;
    if (in == out) {
      read = 0;
      write = 0;
    } else if (read == head.size() && head.next != null) {
      head = head.next;
      read = 0;
    }
    return message;
  }

  @Override
  public @Nullable Object peek() {
    return in == out ? null : head.messages[read];
  }

  @Override
  public boolean isEmpty() {
    return in == out;
  }

  @Override
  public long in() {
    return in;
  }

  @Override
  public long out() {
    return out;
  }

  @Override
  public long oldestAt() {
    return in == out ? -1 : head.at[read];
  }

  @Override
  public void clear() {
    head = new Chunk(FEW);
    tail = head;
    read = 0;
    write = 0;
    in = 0;
    out = 0;
  }
}
