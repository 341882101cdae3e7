package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measured texts written for a test, and what is read from them. */
final class MeasuredText {

  private static final String FILE = "m.txt";

  private final Path file;

  MeasuredText(Path folder) {
    this.file = folder.resolve(FILE);
  }

  private String written(String text) {
    try {
      return Files.writeString(file, text).toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * A list of {@code strace -T}.
   *
   * @param before what stands before each call: the format of a line's number
   */
  static String strace(String before, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(before.formatted(i)).append("close(3)    = 0 <0.000050>\n");
    }
    return lines.toString();
  }

  Reading read(String text) {
    return read(text, Hints.NONE);
  }

  Reading read(String text, Hints hints) {
    try {
      return ObservedFile.read(written(text), hints);
    } catch (NotUsable refused) {
      throw new AssertionError(refused.what(), refused);
    }
  }

  /** All that was seen, of the one measurement. */
  List<Observed> seen(String text) {
    return seen(read(text));
  }

  static List<Observed> seen(Reading reading) {
    return reading.measurements().stream().flatMap(each -> each.seen().stream()).toList();
  }

  MeasuredServer server(String text) {
    return server(text, Hints.NONE);
  }

  MeasuredServer server(String text, Hints hints) {
    try {
      return MeasuredServer.of(List.of(written(text)), hints);
    } catch (NotUsable refused) {
      throw new AssertionError(refused.what(), refused);
    }
  }

  /** Why a text is refused, without the folder. */
  String refusal(String text) {
    return refusal(text, Hints.NONE);
  }

  String refusal(String text, Hints hints) {
    String name = written(text);
    NotUsable refused =
        catchThrowableOfType(NotUsable.class, () -> MeasuredServer.of(List.of(name), hints));
    return refused == null ? "not refused" : refused.what().replace(name, FILE);
  }

  static Hints over(long seconds) {
    return Hints.NONE.over(seconds * 1_000_000_000L);
  }

  static Hints of(String function) {
    return Hints.NONE.of(function);
  }
}
