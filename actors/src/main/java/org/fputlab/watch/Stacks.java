package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Frame;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * How deep the tasks' stacks became: worth a remark from half of what a kernel stack holds on, and
 * the end of the machine beyond all of it ({@code handle_stack_overflow}, arch/x86/mm/fault.c,
 * v6.6: the guard page is hit, and the kernel dies). What the emulator shows after an overflow no
 * kernel would have come to.
 */
final class Stacks {

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
  private static final int FRAMES_WORTH_TELLING = STACK_BYTES / 2 / BYTES_PER_FRAME;

  private static final int FRAMES_THERE_IS_ROOM_FOR = STACK_BYTES / BYTES_PER_FRAME;

  private @Nullable TaskRow overflown;
  private long overflownAt;

  /** Looks for the first stack that is deeper than a kernel's. */
  void look(List<TaskRow> rows, long now) {
    if (overflown != null) {
      return;
    }
    for (TaskRow row : rows) {
      if (row.deepest() > FRAMES_THERE_IS_ROOM_FOR) {
        overflown = row;
        overflownAt = now;
        return;
      }
    }
  }

  /** One finding at most: the overflow, or else the deepest stack. */
  List<Finding> findings(List<TaskRow> rows, long now) {
    if (overflown != null) {
      return List.of(overflow(overflown));
    }
    TaskRow deepest = null;
    for (TaskRow row : rows) {
      if (deepest == null || row.deepest() > deepest.deepest()) {
        deepest = row;
      }
    }
    return deepest == null || deepest.deepest() <= FRAMES_WORTH_TELLING
        ? List.of()
        : List.of(deep(deepest, now));
  }

  private Finding overflow(TaskRow row) {
    List<String> lines = new ArrayList<>();
    lines.add("BUG: stack guard page was hit, task " + row.name() + "/" + row.pid());
    Frame.functions(row.deepestFrame()).forEach(function -> lines.add(" " + function));
    return new Finding(
        Finding.Kind.STACK_OVERFLOW,
        row.name(),
        "kernel stack overflow in " + row.name() + ": " + size(row),
        overflownAt,
        overflownAt,
        lines,
        figures(row),
        Verdict.CRASHES);
  }

  private static Finding deep(TaskRow row, long now) {
    return new Finding(
        Finding.Kind.DEEP_STACK,
        row.name(),
        "the deepest stack is that of " + row.name() + ": " + size(row),
        now,
        now,
        List.of(),
        figures(row),
        Verdict.OK);
  }

  private static String size(TaskRow row) {
    return String.format(
        Locale.ROOT,
        "%d frames of %d bytes are %s, of the %s that there are",
        row.deepest(),
        BYTES_PER_FRAME,
        Figures.bytes(bytes(row)),
        Figures.bytes(STACK_BYTES));
  }

  private static Map<String, Object> figures(TaskRow row) {
    return NamedFigures.of("frames", row.deepest(), "bytes", bytes(row));
  }

  private static long bytes(TaskRow row) {
    return (long) row.deepest() * BYTES_PER_FRAME;
  }
}
