package org.fputlab.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table that stands in a page of documentation between two marks, and comes out of a test. */
final class GeneratedTable {

  /** Set, it has the tables written; else they are read, to be compared. */
  private static final boolean WRITES = Boolean.getBoolean("write.docs");

  private final Path page;
  private final String begin;
  private final String end;

  GeneratedTable(String page, String name) {
    this.page = Path.of("../docs", page);
    this.begin = "<!-- begin " + name + " -->";
    this.end = "<!-- end " + name + " -->";
  }

  /** The lines that stand there; those given if they are to be written. */
  List<String> lines(List<String> written) {
    try {
      List<String> all = new ArrayList<>(Files.readAllLines(page));
      int from = all.indexOf(begin);
      int to = all.indexOf(end);
      if (from < 0 || to < from) {
        throw new IllegalStateException(page + " has no " + begin + " and " + end);
      }
      List<String> between = all.subList(from + 1, to);
      if (WRITES) {
        between.clear();
        between.addAll(written);
        Files.write(page, all);
      }
      return List.copyOf(between);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
