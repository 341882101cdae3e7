package org.fputlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run on Ctrl-C and holds the program open until its report is printed. Made of a shutdown
 * hook: the virtual machine itself then exits with 130.
 */
final class Interruption {

  private static final long REPORT_SECONDS = 20;
  private static final int SIGINT = 2;

  /** Which signals a process ignores: a bit each, the first in the lowest (proc(5)). */
  private static final String IGNORED = "SigIgn:";

  private final CountDownLatch reported = new CountDownLatch(1);
  private volatile @Nullable Runnable stopsRun;
  private volatile boolean happened;

  /** Listens from now on. */
  static Interruption armed() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "interruption"));
    return interruption;
  }

  /**
   * Whether Ctrl-C, or SIGINT from anybody, does nothing here: shells start background jobs of
   * scripts with it ignored, and the virtual machine leaves it so. Told where there is a /proc.
   */
  static boolean isDeaf() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(IGNORED))
          .map(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
          .anyMatch(signals -> (signals >>> (SIGINT - 1) & 1) == 1);
    } catch (IOException | UncheckedIOException noProc) {
      return false;
    }
  }

  /** From now on an interruption calls {@code stop}. */
  void stopsRunBy(Runnable stop) {
    stopsRun = stop;
  }

  /** Whether the program is being ended. */
  boolean hasHappened() {
    return happened;
  }

  /** Nothing more will be printed: the program may end. */
  void reportIsOut() {
    stopsRun = null;
    reported.countDown();
  }

  private void onShutdown() {
    happened = true;
    Runnable stop = stopsRun;
    if (stop == null) {
      return;
    }
    Thread stopping = new Thread(stop, "stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      if (!reported.await(REPORT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("fputlab: the run did not end, so there is no report");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
