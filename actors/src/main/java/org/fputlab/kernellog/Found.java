package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the finders found in a log so far. */
final class Found {

  /** Somebody's log of a million reports says no more than its first hundred thousand. */
  private static final int REPORTS_KEPT = 100_000;

  private final List<LogReport> reports = new ArrayList<>();
  private final List<LockList> lockLists = new ArrayList<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private Release release = Release.UNKNOWN;
  private int dropped;
  private int sorted;

  void add(LogReport report) {
    if (reports.size() >= REPORTS_KEPT) {
      dropped++;
      return;
    }
    reports.add(report);
    if (!report.kernel().isEmpty()) {
      see(new Release(report.kernel(), report.taint()));
    }
  }

  /** Puts the reports added since the last call into the order of their lines. */
  void sort() {
    reports.subList(sorted, reports.size()).sort(Comparator.comparingInt(LogReport::line));
    sorted = reports.size();
  }

  void add(LockList list) {
    if (lockLists.size() < REPORTS_KEPT) {
      lockLists.add(list);
    }
  }

  /** Something that limits what this log can show. */
  void remark(String what) {
    remarks.add(what);
  }

  /** Something that is there besides reports. */
  void note(String what) {
    notes.add(what);
  }

  /** A line names the kernel; the first that does so with a version counts. */
  void see(Release seen) {
    if (release.kernel().isEmpty() || (!isVersion(release) && isVersion(seen))) {
      release = seen;
    }
  }

  private static boolean isVersion(Release seen) {
    return !seen.kernel().isEmpty() && Character.isDigit(seen.kernel().charAt(0));
  }

  List<LogReport> reports() {
    return reports;
  }

  List<LockList> lockLists() {
    return lockLists;
  }

  Set<String> remarks() {
    return remarks;
  }

  Set<String> notes() {
    return notes;
  }

  Release release() {
    return release;
  }

  int dropped() {
    return dropped;
  }
}
