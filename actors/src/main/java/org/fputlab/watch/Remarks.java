package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/** Figures worth telling that are no verdict: failed unmounts, failed opens, deep stacks. */
final class Remarks {

  /** A kernel stack on x86-64 (arch/x86/include/asm/page_64_types.h, v6.6, THREAD_SIZE). */
  private static final int STACK_BYTES = 16 << 10;

  /**
   * What one emulated frame stands for. A final mntput down into xfs was measured at about 5 KiB of
   * stack (commit "vfs: Put off final mntput to task_work", Eric Biederman) and is about ten
   * emulated frames: the emulator has only the functions worth naming.
   */
  private static final int BYTES_PER_FRAME = 512;

  /**
   * Half of the stack: the other half belongs to what a close may be called under and to what its
   * deepest function calls, such as allocation, reclaim and the block layer.
   */
  static final int FRAMES_WORTH_TELLING = STACK_BYTES / 2 / BYTES_PER_FRAME;

  private final Tables tables;

  Remarks(Tables tables) {
    this.tables = tables;
  }

  List<Finding> findings(long now) {
    List<Finding> findings = new ArrayList<>();
    Gauge busy = gauge("umount EBUSY");
    if (busy != null && busy.in() > 0) {
      findings.add(busy(busy.in(), now));
    }
    Gauge refused = gauge("ENFILE");
    if (refused != null && refused.in() > 0) {
      findings.add(fileMax(refused.in(), now));
    }
    TaskRow deepest = deepest();
    if (deepest != null && deepest.deepest() > FRAMES_WORTH_TELLING) {
      findings.add(deepStack(deepest, now));
    }
    return findings;
  }

  private static Finding busy(long times, long now) {
    String headline =
        String.format(
            Locale.ROOT,
            "umount failed %,d %s with EBUSY: files were still to be closed",
            times,
            times == 1 ? "time" : "times");
    return remark(Finding.Kind.EBUSY, "umount", headline, now, Figures.of("times", times));
  }

  private Finding fileMax(long times, long now) {
    Gauge closes = gauge(Depths.PENDING_CLOSES);
    long pending = closes == null ? 0 : closes.peak();
    String headline =
        String.format(
            Locale.ROOT,
            "open failed %,d %s with ENFILE: file-max counts up to %,d pending closes as open files",
            times,
            times == 1 ? "time" : "times",
            pending);
    return remark(
        Finding.Kind.FILE_MAX,
        "file-max",
        headline,
        now,
        Figures.of("times", times, "pendingPeak", pending));
  }

  private static Finding deepStack(TaskRow row, long now) {
    long bytes = (long) row.deepest() * BYTES_PER_FRAME;
    String headline =
        String.format(
            Locale.ROOT,
            "deepest stack: %s with %d frames, some %d KiB at %d bytes a frame; the kernel's has %d KiB",
            row.name(),
            row.deepest(),
            bytes >> 10,
            BYTES_PER_FRAME,
            STACK_BYTES >> 10);
    return remark(
        Finding.Kind.DEEP_STACK,
        row.name(),
        headline,
        now,
        Figures.of("frames", row.deepest(), "bytes", bytes));
  }

  private static Finding remark(
      Finding.Kind kind, String subject, String headline, long now, Map<String, Object> figures) {
    return new Finding(kind, subject, headline, now, now, List.of(), figures, Verdict.OK);
  }

  /** Asking the registry by name would make a gauge that nobody writes. */
  private @Nullable Gauge gauge(String name) {
    for (Gauge gauge : tables.gauges().all()) {
      if (gauge.name().equals(name)) {
        return gauge;
      }
    }
    return null;
  }

  private @Nullable TaskRow deepest() {
    TaskRow deepest = null;
    for (TaskRow row : tables.tasks().rows()) {
      if (deepest == null || row.deepest() > deepest.deepest()) {
        deepest = row;
      }
    }
    return deepest;
  }
}
