package org.fputlab.engine;

import akka.dispatch.Mailbox;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads what a {@link RecordingWriter} wrote, turn by turn. */
public final class RecordingReader implements AutoCloseable {

  /** Does again what somebody outside did to the run. */
  public interface Outside {
    void again(String what);
  }

  /** What kind of turn comes next. */
  public enum Turn {
    HANDLED,
    TIMER,
    OUTSIDE,
    ENDED,
    /** The recording stops short, as when the program was killed. */
    CUT
  }

  /** The run does not go as recorded: another program, or a damaged file. */
  public static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Mismatch(String message) {
      super(message);
    }
  }

  private static final int LONGEST_HEADING = 1 << 28;

  private final DataInputStream in;
  private final String heading;
  private long number;
  private String text = "";
  private long turns;
  private boolean cut;

  public RecordingReader(InputStream from) throws IOException {
    in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(from)));
    int length = in.readInt();
    if (length < 0 || length > LONGEST_HEADING) {
      throw new IOException("is no recording");
    }
    heading = new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** What the run was. */
  public String heading() {
    return heading;
  }

  /** Goes on to the next turn. */
  public Turn next() {
    turns++;
    try {
      return read();
    } catch (EOFException noMore) {
      cut = true;
      return Turn.CUT;
    } catch (IOException damaged) {
      throw new Mismatch("turn " + turns + " cannot be read: " + damaged.getMessage());
    }
  }

  private Turn read() throws IOException {
    number = number();
    if (number == RecordingWriter.TIMER) {
      return Turn.TIMER;
    } else if (number == RecordingWriter.ENDED) {
      number = number();
      return Turn.ENDED;
    } else if (number == RecordingWriter.OUTSIDE) {
      number = number();
      text = in.readUTF();
      return Turn.OUTSIDE;
    } else if (number == RecordingWriter.NOT_GATED) {
      text = in.readUTF();
    }
    return Turn.HANDLED;
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = in.readUnsignedByte();
      value |= (long) (part & 0x7f) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw new IOException("no number");
  }

  /** Whether the recording stopped short of the end of the run. */
  public boolean isCut() {
    return cut;
  }

  /** Whether it was this mailbox that handled a message. */
  public boolean isOf(Mailbox mailbox) {
    if (mailbox.messageQueue() instanceof GatedQueue gated) {
      return number == RecordingWriter.FIRST_GATED + gated.number();
    }
    return number == RecordingWriter.NOT_GATED && RecordingWriter.nameOf(mailbox).equals(text);
  }

  /** When somebody did something, or the run ended, in nanoseconds of the run. */
  public long at() {
    return number;
  }

  /** What somebody outside did. */
  public String what() {
    return text;
  }

  /** What the recorded run came to; empty where the recording stops short of it. */
  public Optional<String> outcome() {
    try {
      return Optional.of(in.readUTF());
    } catch (IOException cut) {
      return Optional.empty();
    }
  }

  /** Turns read so far. */
  public long turns() {
    return turns;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
