package org.fputlab.kernellog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes a log's lines one by one, keeps those around reports, and has the finders read them. */
final class LogScan implements LineTaker {

  /** Lines before the first telling one: a header with nothing in it that tells. */
  private static final int LINES_BEFORE = 10;

  /** At a report's head a window of so many lines ends, and at twice as many anywhere. */
  private static final int WINDOW = 50_000;

  /** In the order in which they are asked. */
  private static final List<Finder> FINDERS =
      List.of(
          new HungTaskFinder(),
          new LockdepFinder(),
          new LockListFinder(),
          new WorkqueueFinder(),
          new StallFinder(),
          new TaskTableFinder(),
          new CrashFinder(),
          new SysrqFinder(),
          new ProcStackFinder(),
          new DumpFinder(),
          new TracerFinder());

  /** A line that is not a string yet: most are never looked at. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Raw(int number, byte[] bytes) {}

  private final Found found;
  private final Deque<Raw> before = new ArrayDeque<>();
  private final List<LogLine> window = new ArrayList<>();
  private int number;
  private int keep;

  LogScan(Found found) {
    this.found = found;
  }

  @Override
  public void line(byte[] bytes, int from, int to) {
    number++;
    int wanted = Triggers.KNOWN.keep(bytes, from, to);
    if (wanted == 0 && keep == 0) {
      push(bytes, from, to);
      return;
    }
    while (!before.isEmpty()) {
      Raw raw = before.remove();
      window.add(LinePrefix.strip(raw.number, text(raw.bytes, 0, raw.bytes.length)));
    }
    LogLine line = LinePrefix.strip(number, text(bytes, from, to));
    if (isFull(line)) {
      end();
    }
    window.add(line);
    keep = Math.max(keep - 1, wanted);
    if (keep == 0) {
      end();
    }
  }

  private boolean isFull(LogLine line) {
    return window.size() >= 2 * WINDOW
        || (window.size() >= WINDOW && line.text().startsWith("INFO: task "));
  }

  private void push(byte[] bytes, int from, int to) {
    if (before.size() == LINES_BEFORE) {
      before.remove();
    }
    before.add(new Raw(number, java.util.Arrays.copyOfRange(bytes, from, to)));
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).replace("\0", "");
  }

  @Override
  public void end(boolean whole) {
    end();
  }

  /** Reads what was kept. */
  private void end() {
    for (List<LogLine> lines : Interleaved.apart(window)) {
      List<LogLine> whole = Unwrap.all(lines);
      for (int at = 0; at < whole.size(); ) {
        at = find(whole, at);
      }
    }
    found.sort();
    window.clear();
    keep = 0;
  }

  private int find(List<LogLine> lines, int at) {
    if (lines.get(at).isBlank()) {
      return at + 1;
    }
    for (Finder finder : FINDERS) {
      int end = finder.find(lines, at, found);
      if (end > at) {
        return end;
      }
    }
    Release release = Release.of(lines.get(at).text());
    if (release != null) {
      found.see(release);
    }
    return at + 1;
  }
}
