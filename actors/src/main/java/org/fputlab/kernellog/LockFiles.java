package org.fputlab.kernellog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.fputlab.locks.Cycle;

/** Reads the files in which kernels tell of their locks. */
public final class LockFiles {

  /** How lockdep's files are got at all. */
  private static final String HOW =
      "Give what cat /proc/lockdep prints (docs/measure-your-server.md)";

  private LockFiles() {}

  /**
   * Reads them.
   *
   * @param files as the user named them
   * @param progress told how many bytes of a file were read, now and then
   */
  public static KernelLocks read(List<String> files, LongConsumer progress) throws UnreadableLog {
    List<ProcDump> dumps = new ArrayList<>();
    for (String file : files) {
      List<ProcDump> read = read(file, progress);
      if (read.stream().allMatch(ProcDump::isEmpty)) {
        throw new UnreadableLog(file, nothing(read.get(0)));
      }
      dumps.addAll(read);
    }
    return new KernelLocks(dumps);
  }

  private static String nothing(ProcDump dump) {
    List<LeftOut.Some> leftOut = dump.leftOut().all();
    String some =
        leftOut.isEmpty()
            ? ""
            : " that is whole, the first torn line is " + leftOut.get(0).firstLine();
    return "there is nothing of lockdep's files in it%s. %s.".formatted(some, HOW);
  }

  private static List<ProcDump> read(String file, LongConsumer progress) throws UnreadableLog {
    String name = String.valueOf(Path.of(file).getFileName());
    ProcDumpReader proc = new ProcDumpReader(name);
    Found found = new Found();
    LogScan log = new LogScan(found);
    LogSource.read(file, new Both(proc, log), progress);
    List<ProcDump> dumps = proc.dumps();
    for (LogReport report : found.reports()) {
      Cycle circle = report.circle(name + ":" + report.line());
      if (circle != null && !circle.isRecursion()) {
        dumps.get(0).reported().addAll(circle.edges());
      }
    }
    return dumps;
  }

  /** Shows every line to two. */
  private record Both(LineTaker one, LineTaker other) implements LineTaker {
    @Override
    public void line(byte[] bytes, int from, int to) {
      one.line(bytes, from, to);
      other.line(bytes, from, to);
    }

    @Override
    public void end(boolean whole) {
      one.end(whole);
      other.end(whole);
    }
  }
}
