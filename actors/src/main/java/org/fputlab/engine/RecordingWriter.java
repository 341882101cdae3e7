package org.fputlab.engine;

import akka.dispatch.Mailbox;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the turns of a run as it goes: a heading, then a number or two a turn, compressed. What
 * was written before a crash can be read.
 */
public final class RecordingWriter implements Turns, AutoCloseable {

  static final int ENDED = 0;
  static final int TIMER = 1;
  static final int OUTSIDE = 2;
  static final int NOT_GATED = 3;
  static final int FIRST_GATED = 4;

  private static final int BUFFER = 1 << 16;
  private static final int FLUSH_EVERY = 50_000;

  private final DataOutputStream out;
  private int unflushed;

  /**
   * @param heading what the run is, as text that the reader understands
   */
  public RecordingWriter(OutputStream to, String heading) throws IOException {
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

  private void number(long value) {
    try {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        out.writeByte((int) ((left & 0x7f) | 0x80));
        left >>>= 7;
      }
      out.writeByte((int) left);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void text(String text) {
    try {
      out.writeUTF(text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void flush() {
    unflushed = 0;
    try {
      out.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
