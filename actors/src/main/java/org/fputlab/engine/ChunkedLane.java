package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/**
 * A lane for one thread, made of linked chunks: it grows to tens of millions of messages without
 * ever copying what it already holds, at 12 bytes a message besides the message itself; of {@link
 * Numbered} messages at 16 bytes and nothing besides, where more than a few of one class wait.
 */
final class ChunkedLane implements Lane {

  /** What the first chunk holds; each that follows holds twice as many, up to {@link #MOST}. */
  private static final int FEW = 8;

  private static final int MOST = 512;

  /** Some messages, one behind another, and when each came. */
  private abstract static class Chunk {
    final long[] at;
    int filled;
    @Nullable Chunk next;

    Chunk(int size) {
      at = new long[size];
    }

    abstract boolean takes(Object message);

    abstract void set(int place, Object message);

    abstract Object get(int place);

    /** It is not read any more. */
    abstract void clear(int place);
  }

  private static final class Objects extends Chunk {
    private final @Nullable Object[] messages;

    Objects(int size) {
      super(size);
      messages = new @Nullable Object[size];
    }

    @Override
    boolean takes(Object message) {
      return true;
    }

    @Override
    void set(int place, Object message) {
      messages[place] = message;
    }

    @Override
    Object get(int place) {
      Object message = messages[place];
      if (message == null) {
        throw new IllegalStateException("a message was taken twice");
      }
      return message;
    }

    @Override
    void clear(int place) {
      messages[place] = null;
    }
  }

  /** Messages of one class, of which the numbers are kept. */
  private static final class Numbers extends Chunk {
    private final Numbered like;
    private final long[] numbers;

    Numbers(int size, Numbered like) {
      super(size);
      this.like = like;
      numbers = new long[size];
    }

    @Override
    boolean takes(Object message) {
      return message.getClass() == like.getClass();
    }

    @Override
    void set(int place, Object message) {
      numbers[place] = ((Numbered) message).number();
    }

    @Override
    Object get(int place) {
      return like.saying(numbers[place]);
    }

    @Override
    void clear(int place) {}
  }

  private Chunk head = new Objects(FEW);
  private Chunk tail = head;
  private int read;
  private long in;
  private long out;

  @Override
  public void add(Object message, long at) {
    int place = tail.filled;
    if (place == tail.at.length || !tail.takes(message)) {
      grow(message);
      place = 0;
    }
    tail.set(place, message);
    tail.at[place] = at;
    tail.filled = place + 1;
    in++;
  }

  private void grow(Object message) {
    int size = Math.max(FEW, Math.min(MOST, 2 * tail.filled));
    Chunk fresh =
        message instanceof Numbered numbered ? new Numbers(size, numbered) : new Objects(size);
    if (in == out) {
      head = fresh;
    } else {
      tail.next = fresh;
    }
    tail = fresh;
  }

  @Override
  public @Nullable Object poll() {
    if (in == out) {
      return null;
    }
    Chunk from = head;
    Object message = from.get(read);
    from.clear(read++);
    out++;
    if (in == out) {
      read = 0;
      from.filled = 0;
    } else if (read == from.filled && from.next != null) {
      head = from.next;
      read = 0;
    }
    return message;
  }

  @Override
  public @Nullable Object peek() {
    return in == out ? null : head.get(read);
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
    head = new Objects(FEW);
    tail = head;
    read = 0;
    in = 0;
    out = 0;
  }
}
