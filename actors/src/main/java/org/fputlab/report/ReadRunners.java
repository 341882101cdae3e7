package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.LogReport;
import org.fputlab.kernellog.LoggedTask;
import org.fputlab.kernellog.StackFrame;

/**
 * Who keeps a processor or a worker without waiting for anybody: what workqueues, soft lockups and
 * RCU stalls tell, the last of those that are alike, with what of it is a close.
 */
final class ReadRunners {

  private static final String INDENT = "  ";

  /** Reports shown without {@code --all}. */
  private static final int SHOWN = 4;

  private final FunctionTable table;
  private final boolean all;

  ReadRunners(FunctionTable table, boolean all) {
    this.table = table;
    this.all = all;
  }

  /** Headings and what stands under each, without a style. */
  List<List<String>> sections(LogReading log) {
    Map<List<String>, String> forms = new LinkedHashMap<>();
    for (LogReport report : log.reports()) {
      List<String> entries = new ArrayList<>();
      if (isOfRunners(report)) {
        report.tasks().forEach(task -> entries.addAll(entry(task)));
      }
      if (!entries.isEmpty()) {
        forms.put(entries, report.form());
      }
    }
    List<List<String>> sections = new ArrayList<>();
    forms.forEach((entries, form) -> sections.add(section(form, entries)));
    return all || sections.size() <= SHOWN ? sections : sections.subList(0, SHOWN);
  }

  private static List<String> section(String form, List<String> entries) {
    List<String> section = new ArrayList<>(List.of(form));
    section.addAll(entries);
    return section;
  }

  private static boolean isOfRunners(LogReport report) {
    return report.kind() == LogReport.Kind.WORKQUEUE || report.isStall();
  }

  private List<String> entry(LoggedTask task) {
    List<String> lines = new ArrayList<>();
    String work = task.work().isEmpty() ? "" : " (" + task.work() + ")";
    lines.add(task.name() + work + part(task));
    List<StackFrame> calls = task.calls();
    int most = all ? calls.size() : Math.min(calls.size(), 14);
    calls.subList(0, most).forEach(frame -> lines.add(INDENT + INDENT + frame.function()));
    return lines;
  }

  private String part(LoggedTask task) {
    FunctionTable.Entry last = null;
    for (StackFrame frame : task.calls()) {
      FunctionTable.Entry part = table.closes(frame);
      last = part == null ? last : part;
    }
    if (last != null) {
      return ": in " + last.function() + ", " + last.what();
    }
    return table.closes(task.work()) ? ": a close" : "";
  }
}
