package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.LogReport;
import org.fputlab.kernellog.StackFrame;

/** Lockdep's circles: each link, which of them is a close, and what would take it away. */
final class LockdepCircles {

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
        report.tasks().forEach(task -> lines.add("  in " + task.name()));
        lines.addAll(Paragraph.lines("  ", String.join(" -> ", report.cycle())));
        for (LogReport.Link link : report.chain()) {
          lines.add("  " + link.lock().name() + ": " + where(link.stack()));
        }
      }
    }
    return lines;
  }

  private String where(List<StackFrame> stack) {
    for (StackFrame frame : stack) {
      FunctionTable.Entry part = table.closes(frame);
      if (frame.sure() && part != null) {
        return "a close, in " + part.function();
      }
    }
    return "no close";
  }
}
