package org.fputlab.kernellog;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * All that was read of one or more logs of one machine.
 *
 * @param kernel the release that they name, or ""
 * @param taint the taint with it, or ""
 * @param reports in the order in which they stand
 * @param remarks what limits what they can show
 * @param notes what is there besides reports
 * @param lockLists what lockdep listed of tasks
 */
public record LogReading(
    String kernel,
    String taint,
    List<LogReport> reports,
    List<String> remarks,
    List<String> notes,
    List<LockList> lockLists) {

  /**
   * Reads files.
   *
   * @param files as the user named them; {@code -} is {@code in}
   * @param progress told how many bytes of a file were read, now and then
   */
  public static LogReading of(List<String> files, InputStream in, LongConsumer progress)
      throws UnreadableLog {
    Found found = new Found();
    for (String file : files) {
      LogScan scan = new LogScan(found);
      if (file.equals("-")) {
        LogSource.read("standard input", in, scan, progress);
      } else {
        LogSource.read(file, scan, progress);
      }
    }
    return of(found);
  }

  private static LogReading of(Found found) {
    List<String> remarks = new ArrayList<>(found.remarks());
    if (found.dropped() > 0) {
      remarks.add(found.dropped() + " further reports were counted, not read");
    }
    return new LogReading(
        found.release().kernel(),
        found.release().taint(),
        List.copyOf(found.reports()),
        remarks,
        List.copyOf(found.notes()),
        List.copyOf(found.lockLists()));
  }
}
