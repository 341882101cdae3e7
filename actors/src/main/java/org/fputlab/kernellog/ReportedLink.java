package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.locks.Calls;

/**
 * That {@code to} was taken while {@code from} was held, as one of lockdep's reports says, with the
 * stack in which that was.
 */
record ReportedLink(ProcLock from, ProcLock to, Calls calls) {

  /**
   * The links of a report: its entries have the highest number first, each taken with the one of
   * the next lower number in hand; the last, number 0, is what is asked for with the first in hand
   * ({@code print_circular_bug()}, kernel/locking/lockdep.c, v6.6).
   */
  static List<ReportedLink> of(String file, LogReport report) {
    List<ReportedLink> links = new ArrayList<>();
    List<LogReport.Link> chain = report.chain();
    if (report.kind() != LogReport.Kind.LOCKDEP_CIRCULAR || chain.size() < 2) {
      return links;
    }
    String source = file + ":" + report.line();
    for (int i = 0; i < chain.size(); i++) {
      LogReport.Link taken = chain.get(i);
      LogReport.Link held = chain.get((i + 1) % chain.size());
      List<String> stack =
          StackFrame.calls(taken.stack()).stream().map(StackFrame::source).toList();
      boolean closing = i == chain.size() - 1;
      links.add(
          new ReportedLink(
              ProcLock.named(held.lock().name()),
              ProcLock.named(taken.lock().name()),
              new Calls(closing ? who(report) : "", List.of(), stack, List.of(), source)));
    }
    return links;
  }

  private static String who(LogReport report) {
    return report.tasks().isEmpty()
        ? ""
        : report.tasks().get(0).comm() + "/" + report.tasks().get(0).pid();
  }
}
