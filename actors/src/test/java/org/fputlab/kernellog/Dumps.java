package org.fputlab.kernellog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.locks.Edge;

/** Lockdep's files as text, read. */
final class Dumps {

  static final String CLOSE = "(delayed_fput_work).work";

  private Dumps() {}

  static List<ProcDump> read(String file, String text) {
    ProcDumpReader reader = new ProcDumpReader(file);
    String[] lines = text.split("\n", -1);
    boolean whole = lines[lines.length - 1].isEmpty();
    for (int i = 0; i < lines.length - (whole ? 1 : 0); i++) {
      byte[] bytes = lines[i].getBytes(StandardCharsets.UTF_8);
      reader.line(bytes, 0, bytes.length);
    }
    reader.end(whole);
    return reader.dumps();
  }

  static KernelLocks locks(String... texts) {
    List<ProcDump> dumps = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      dumps.addAll(read("dump" + (i + 1), texts[i]));
    }
    return new KernelLocks(dumps);
  }

  static List<String> edges(KernelLocks locks) {
    return locks.graph().edges().stream().map(Edge::toString).toList();
  }

  static List<LeftOut.Some> leftOut(KernelLocks locks) {
    return locks.sources().stream().flatMap(source -> source.leftOut().stream()).toList();
  }
}
