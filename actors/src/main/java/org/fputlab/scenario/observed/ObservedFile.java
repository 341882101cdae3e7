package org.fputlab.scenario.observed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Shows every line of a file to the formats, or says why that cannot be done. */
final class ObservedFile {

  /** A minute of function_graph of four functions at 10,000 closes a second has about 100 MiB. */
  static final long LARGEST_BYTES = 256L << 20;

  private static final int LONGEST_LINE = 1 << 16;

  /** A map with many keys stands in one line of JSON. */
  private static final int LONGEST_JSON = 1 << 24;

  private static final byte[] TRACE_DAT = {0x17, 0x08, 0x44, 't', 'r', 'a', 'c', 'i', 'n', 'g'};
  private static final int GZIP = 0x1f8b;
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private final String shown;
  private final Reading reading;
  private final List<Format> formats;
  private final OtherTools others = new OtherTools();

  private ObservedFile(String shown, Hints hints) {
    this.shown = shown;
    this.reading = new Reading(shown, hints);
    BpftraceHistograms maps = new BpftraceHistograms(reading);
    FileNrSeries looks = new FileNrSeries(reading);
    StraceLines strace = new StraceLines(reading);
    PerfLines perf = new PerfLines(reading);
    this.formats =
        List.of(
            reading.surroundings(),
            new BpftraceJson(reading, maps, List.of(reading.surroundings(), looks)),
            maps,
            new BccHistograms(reading),
            new TraceCmdReport(reading),
            new FunctionGraph(reading),
            new PerfTable(reading, perf),
            perf,
            new StraceTable(reading, strace),
            strace,
            looks);
  }

  /**
   * Reads a file.
   *
   * @param shown how the user named it
   */
  static Reading read(String shown, Hints hints) throws NotUsable {
    ObservedFile file = new ObservedFile(shown, hints);
    file.check(file.path());
    file.lines();
    return file.reading;
  }

  private Path path() throws NotUsable {
    try {
      return Path.of(shown);
    } catch (InvalidPathException noPath) {
      throw unusable("is no name of a file");
    }
  }

  private NotUsable unusable(String why) {
    return new NotUsable(shown + ": " + why + ".");
  }

  private void check(Path path) throws NotUsable {
    if (Files.isDirectory(path)) {
      throw unusable("is a directory. Name a file in it");
    }
    if (!Files.exists(path)) {
      throw unusable("there is no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw unusable("is not a regular file. Copy what it gives to a file first");
    }
    try (InputStream in = Files.newInputStream(path)) {
      long size = Files.size(path);
      if (size > LARGEST_BYTES) {
        throw unusable("is larger than 256 MiB. Take a shorter trace, or of fewer functions");
      }
      if (size == 0) {
        throw unusable("is empty");
      }
      checkBeginning(in.readNBytes(TRACE_DAT.length));
    } catch (AccessDeniedException denied) {
      throw unusable("may not be read. Check its permissions");
    } catch (IOException failed) {
      throw unusable("cannot be read: " + failed.getMessage());
    }
  }

  private void checkBeginning(byte[] first) throws NotUsable {
    if (java.util.Arrays.equals(first, TRACE_DAT)) {
      throw unusable("is a trace.dat. Import what trace-cmd report prints of it");
    }
    if (first.length > 1 && ((first[0] & 0xff) << 8 | (first[1] & 0xff)) == GZIP) {
      throw unusable("is compressed. Unpack it first");
    }
  }

  private void lines() throws NotUsable {
    try (Reader text =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path()), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      int number = 1;
      for (int c = text.read(); c >= 0; c = text.read()) {
        if (c == '\n') {
          take(new Line(number++, line.toString()));
          line.setLength(0);
        } else {
          append(line, (char) c, number);
        }
      }
      if (!line.isEmpty()) {
        take(new Line(number, line.toString()));
      }
    } catch (IOException failed) {
      throw unusable("cannot be read: " + failed.getMessage());
    }
    end();
  }

  private void append(StringBuilder line, char c, int number) throws NotUsable {
    boolean isJson = !line.isEmpty() && line.charAt(0) == '{';
    if (c == 0 || line.length() >= (isJson ? LONGEST_JSON : LONGEST_LINE)) {
      throw new NotUsable(
          "%s:%d: is not text: %s."
              .formatted(shown, number, c == 0 ? "a byte is zero" : "the line does not end"));
    }
    boolean begins = number == 1 && line.isEmpty();
    if (c != '\r' && !(begins && c == BYTE_ORDER_MARK)) {
      line.append(c);
    }
  }

  private void end() throws NotUsable {
    if (reading.surroundings().isCut()) {
      throw unusable("is cut: the last words of closes.bt are missing. Measure again");
    }
    if (reading.surroundings().isOfSeveralRuns()) {
      throw unusable("says more than once how long it was measured. Import one run at a time");
    }
    for (Format format : formats) {
      format.end();
    }
    refuseIfNothing();
  }

  private void take(Line line) throws NotUsable {
    for (Format format : formats) {
      if (format.take(line)) {
        return;
      }
    }
    others.look(line);
    if (!line.text().isBlank() && !line.text().startsWith("#")) {
      reading.skip(Reading.FOREIGN, line);
    }
  }

  private void refuseIfNothing() throws NotUsable {
    if (!reading.measurements().isEmpty() || !reading.looks().isEmpty()) {
      return;
    }
    StringBuilder why = new StringBuilder(shown + ": holds nothing to import.");
    others.found().forEach(what -> why.append('\n').append(shown + ": " + what).append('.'));
    reading.remarks().forEach(remark -> why.append('\n').append(remark).append('.'));
    reading
        .skipped()
        .forEach(
            skipped ->
                why.append(
                    "\n%s:%d: %s: %d, the first \"%s\"."
                        .formatted(
                            shown,
                            skipped.first(),
                            skipped.why(),
                            skipped.count(),
                            skipped.example())));
    why.append(
        "\nKnown are histograms of bpftrace (as text or JSON) and bcc's funclatency, ftrace's"
            + " function_graph, trace-cmd report, and looks at /proc/sys/fs/file-nr with their"
            + " times; of them runs of __fput, or of ->release and evict. And close(2) by strace -T"
            + " or -c, and by perf trace.");
    throw new NotUsable(why.toString());
  }
}
