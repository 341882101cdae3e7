package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernellog.Dependency;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.LogReport;
import org.fputlab.kernellog.StackFrame;
import org.fputlab.locks.Cycle;

/** Lockdep's circles: each link, which of them is a close, and what would take it away. */
final class LockdepCircles {

  private static final String INDENT = "  ";

  private static final String BROKEN =
      "closing in the caller (sync, fput-now) breaks this circle, where no other link takes its place";

  private final Style style;
  private final FunctionTable table;

  LockdepCircles(Style style, FunctionTable table) {
    this.style = style;
    this.table = table;
  }

  List<String> lines(LogReading log) {
    List<String> lines = new ArrayList<>();
    for (LogReport report : log.reports()) {
      if (report.kind().isLockdep()) {
        lines.add("");
        lines.add(style.heading(report.form()));
        lines.addAll(entry(report));
      }
    }
    return lines;
  }

  /** One report's circle, without its heading. */
  List<String> entry(LogReport report) {
    List<String> lines = new ArrayList<>();
    String task = report.tasks().isEmpty() ? "" : "in " + report.tasks().get(0).name() + ": ";
    Cycle circle = report.circle("");
    String names = circle == null ? String.join(", ", report.cycle()) : circle.toString();
    lines.addAll(Paragraph.lines(INDENT, task + names));
    List<Dependency> links = Dependency.of(report, table);
    for (Dependency link : links) {
      lines.addAll(Paragraph.lines(INDENT, link.wanted() + " is asked for with " + link.held()));
      String remedy = link.remedy();
      lines.addAll(
          Paragraph.lines("      ", where(link.stack()) + (remedy.isEmpty() ? "" : "; " + remedy)));
    }
    if (report.kind() == LogReport.Kind.LOCKDEP_CIRCULAR && circle == null) {
      lines.add(INDENT + "links of lockdep's chain are missing in this log: no circle is shown");
    }
    if (report.kind() == LogReport.Kind.LOCKDEP_IRQ) {
      report.chain().forEach(taken -> lines.addAll(Paragraph.lines(INDENT, otherState(taken))));
    }
    if (links.stream().anyMatch(Dependency::comesOfDeferral)) {
      lines.addAll(Paragraph.lines(INDENT, BROKEN));
    } else if (!links.isEmpty()
        && links.stream().noneMatch(link -> link.isMovable() || link.stack().isEmpty())) {
      lines.addAll(Paragraph.lines(INDENT, "no policy for closes breaks this circle"));
    }
    return lines;
  }

  /** Where a lock got the state that does not go with the one that it was found in. */
  private String otherState(LogReport.Link taken) {
    return taken.lock().name() + " was taken in the other state " + where(taken.stack());
  }

  private String where(List<StackFrame> stack) {
    if (stack.isEmpty()) {
      return "the log does not show where";
    }
    for (StackFrame frame : StackFrame.calls(stack)) {
      FunctionTable.Entry part = table.closes(frame);
      if (part != null) {
        return "in " + part.function() + " (" + part.what() + ")";
      }
    }
    return "in no close";
  }
}
