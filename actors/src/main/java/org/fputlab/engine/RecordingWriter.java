package org.fputlab.engine;

import akka.dispatch.Mailbox;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the turns of a run as it goes: a heading, then a number or two a turn, compressed. What
 * was written before a crash can be read.
 *
 * <p>A turn is no place to fail in: where the file takes no more, as on a full disk, nothing more
 * is written, and {@link #onFailure} tells of it.
 */
public final class RecordingWriter implements Turns, AutoCloseable {

  static final int ENDED = 0;
  static final int TIMER = 1;
  static final int OUTSIDE = 2;
  static final int NOT_GATED = 3;
  static final int FIRST_GATED = 4;

  private static final int BUFFER = 1 << 16;
  private static final int FLUSH_EVERY = 50_000;

  private final OutputStream file;
  private final DataOutputStream out;
  private Runnable onFailure = () -> {};
  private volatile @Nullable IOException failure;
  private int unflushed;

  /**
   * @param heading what the run is, as text that the reader understands
   */
  public RecordingWriter(OutputStream to, String heading) throws IOException {
    file = to;
    out = new DataOutputStream(new GZIPOutputStream(to, BUFFER, true));
    byte[] bytes = heading.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void handled(Mailbox mailbox) {
    if (mailbox.messageQueue() instanceof GatedQueue gated) {
      turn(FIRST_GATED + gated.number());
    } else {
      turn(NOT_GATED);
      text(nameOf(mailbox));
    }
  }

  /** The name of an actor of Akka's own, the same in every engine. */
  static String nameOf(Mailbox mailbox) {
    return mailbox.actor().self().path().toStringWithoutAddress().replaceAll("-\\d+$", "");
  }

  @Override
  public void timerFired() {
    turn(TIMER);
  }

  @Override
  public void fromOutside(long at, String what) {
    turn(OUTSIDE);
    number(at);
    text(what);
    flush();
  }

  @Override
  public void ended(long at) {
    turn(ENDED);
    number(at);
    flush();
  }

  /** Adds what the run came to, for a replay to be held against. To be called last. */
  public void outcome(String outcome) {
    text(outcome);
    flush();
  }

  private void turn(int code) {
    number(code);
    if (++unflushed >= FLUSH_EVERY) {
      flush();
    }
  }

  /** One write to the file. */
  private interface Write {
    void to(DataOutputStream out) throws IOException;
  }

  private void number(long value) {
    write(
        to -> {
          long left = value;
          while ((left & ~0x7fL) != 0) {
            to.writeByte((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
          }
          to.writeByte((int) left);
        });
  }

  private void text(String text) {
    write(to -> to.writeUTF(text));
  }

  private void flush() {
    unflushed = 0;
    write(DataOutputStream::flush);
  }

  private void write(Write what) {
    if (failure != null) {
      return;
    }
    try {
      what.to(out);
    } catch (IOException failed) {
      failure = failed;
      onFailure.run();
    }
  }

  /** Calls {@code what} when the file takes no more, in the turn that was to be written. */
  public void onFailure(Runnable what) {
    onFailure = what;
  }

  /** Why the file has not all that happened; empty where it has. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Closes the file; what cannot be written any more is a {@link #failure} too. */
  @Override
  public void close() {
    try {
      close(failure == null ? out : file);
    } catch (IOException failed) {
      failure = failure == null ? failed : failure;
    }
  }

  private void close(OutputStream first) throws IOException {
    try {
      first.close();
    } finally {
      file.close();
    }
  }
}
