package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.KernelBugs;
import org.fputlab.engine.KernelBugs.Bug;

/**
 * What a task did to an object that was freed, or was about to be. {@code fput} of v6.6 lets {@code
 * f_count} underflow without a word (fs/file_table.c); KASAN reports the use (mm/kasan/report.c),
 * and v6.13 warns of an imbalanced put ({@code file_ref_put}, include/linux/file_ref.h).
 */
final class UsesAfterFree {

  private final KernelBugs bugs;

  UsesAfterFree(KernelBugs bugs) {
    this.bugs = bugs;
  }

  List<Finding> findings() {
    return bugs.all().stream().map(UsesAfterFree::finding).toList();
  }

  private static Finding finding(Bug bug) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "BUG: KASAN: slab-use-after-free in %s, by task %s; a kernel without KASAN says nothing"
            .formatted(bug.function(), bug.task()));
    bug.stack().forEach(function -> lines.add(" " + function));
    return new Finding(
        Finding.Kind.USE_AFTER_FREE,
        bug.task() + " " + bug.what(),
        "use after free: %s %s in %s".formatted(bug.task(), bug.what(), bug.function()),
        bug.at(),
        bug.at(),
        lines,
        NamedFigures.of("task", bug.task(), "function", bug.function()),
        Verdict.CRASHES);
  }
}
