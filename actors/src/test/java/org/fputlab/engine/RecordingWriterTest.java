package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordingWriterTest {

  /** A file that takes no more from some moment on. */
  private static final class Disk extends FilterOutputStream {
    private boolean full;
    private boolean closed;

    Disk(ByteArrayOutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (full) {
        throw new IOException("File too large");
      }
      super.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }

  @Test
  void aFullDiskIsToldOnceAndWhatWasWrittenBeforeCanBeRead() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    Disk disk = new Disk(kept);
    int[] told = new int[1];
    try (RecordingWriter writer = new RecordingWriter(disk, "heading")) {
      writer.onFailure(() -> told[0]++);
      writer.timerFired();
      writer.fromOutside(5, "a change");
      disk.full = true;
      writer.fromOutside(6, "lost");
      writer.fromOutside(7, "lost too");
      writer.ended(8);
      assertThat(told[0]).isOne();
      assertThat(writer.failure()).get().hasToString("java.io.IOException: File too large");
    }
    assertThat(disk.closed).isTrue();
    RecordingReader reader = new RecordingReader(new ByteArrayInputStream(kept.toByteArray()));
    assertThat(reader.next()).isEqualTo(RecordingReader.Turn.TIMER);
    assertThat(reader.next()).isEqualTo(RecordingReader.Turn.OUTSIDE);
    assertThat(reader.isCut()).isFalse();
    assertThat(reader.next()).isEqualTo(RecordingReader.Turn.CUT);
    assertThat(reader.isCut()).isTrue();
  }

  @Test
  void aDiskThatIsFullAtTheEndIsAFailureToo() throws IOException {
    Disk disk = new Disk(new ByteArrayOutputStream());
    RecordingWriter writer = new RecordingWriter(disk, "heading");
    writer.timerFired();
    disk.full = true;
    writer.close();
    assertThat(writer.failure()).isPresent();
    assertThat(disk.closed).isTrue();
  }
}
