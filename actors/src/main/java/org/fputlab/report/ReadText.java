package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.engine.Figures;
import org.fputlab.kernellog.Dependency;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.KnownBy;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.LogReport;
import org.fputlab.kernellog.LoggedTask;
import org.fputlab.kernellog.SeenTask;
import org.fputlab.kernellog.SeenWait;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.StackFrame;

/** What was read of a log, on one screen: the machine, the reports, the trees root first. */
public final class ReadText {

  /** Trees shown without {@code --all}; those with the most tasks come first. */
  private static final int TREES = 4;

  /** Lines of a tree shown without it. */
  private static final int LINES_OF_A_TREE = 14;

  private static final Pattern BARS = Pattern.compile("[| ]*[|`]- ");

  /** Further to the right a line of a tree stays whole. */
  private static final int DEEPEST_WRAPPED = 60;

  private static final String INDENT = "  ";
  private static final String DEEPER = "      ";

  private final Style style;
  private final FunctionTable table;
  private final boolean all;

  public ReadText(Style style, FunctionTable table, boolean all) {
    this.style = style;
    this.table = table;
    this.all = all;
  }

  /** All of it. */
  public List<String> lines(List<String> files, LogReading log, Situation situation) {
    List<String> lines = new ArrayList<>();
    if (log.reports().isEmpty() && log.lockLists().isEmpty()) {
      lines.add("no report of a hang or of lockdep in " + String.join(", ", files));
      log.notes().forEach(note -> lines.addAll(Paragraph.lines("  it is ", note)));
      return lines;
    }
    head(lines, files, log, situation);
    circles(lines, situation);
    trees(lines, situation);
    for (List<String> runners : new ReadRunners(table, all).sections(log)) {
      section(lines, runners.get(0), runners.subList(1, runners.size()));
    }
    section(
        lines,
        "locks that several tasks list, none of them shown to wait",
        ReadLists.lines(situation));
    section(lines, "what part closing plays", ReadClosing.lines(situation, table));
    lines.addAll(new LockdepCircles(style, table).lines(log));
    section(lines, "what this log cannot show", unseen(log, situation));
    return lines;
  }

  private void head(List<String> lines, List<String> files, LogReading log, Situation situation) {
    heading(lines, headline(situation, log));
    row(lines, "log", String.join(", ", files));
    String taint = log.taint().isEmpty() ? "" : ", taint " + log.taint();
    row(lines, "kernel", (log.kernel().isEmpty() ? "not named" : log.kernel()) + taint);
    row(lines, "when", when(log));
    row(lines, "reports", reports(log, situation));
  }

  private void heading(List<String> lines, String text) {
    Paragraph.lines("", text).forEach(line -> lines.add(style.heading(line)));
  }

  private static void row(List<String> lines, String name, String text) {
    if (!text.isEmpty()) {
      lines.addAll(Paragraph.lines("  %-9s ".formatted(name), text));
    }
  }

  static String headline(Situation situation, LogReading log) {
    if (!situation.circles().isEmpty()) {
      Situation.Circle first = situation.circles().get(0);
      int members = first.waits().size();
      String who =
          members == 1 ? "1 task waits for itself" : members + " tasks wait for one another";
      return who
          + (first.isProven() ? ": a deadlock" : ": would be a deadlock if what is guessed is so");
    }
    if (!situation.roots().isEmpty()) {
      Situation.Root root = situation.roots().get(0);
      int behind = root.behind().size();
      return (behind == 1 ? "1 task waits for " : behind + " tasks wait for ") + root.what();
    }
    return log.reports().isEmpty()
        ? "lists of locks, and nobody shown that waits"
        : headline(log.reports().get(0));
  }

  private static String headline(LogReport report) {
    if (report.kind().isLockdep()) {
      return "lockdep: " + report.form();
    }
    if (report.tasks().isEmpty() || report.kind() != LogReport.Kind.WORKQUEUE) {
      return report.form();
    }
    LoggedTask task = report.tasks().get(0);
    return (task.work().isEmpty() ? task.name() : task.work()) + ": " + report.form();
  }

  private static String when(LogReading log) {
    String first = "";
    String last = "";
    for (LogReport report : log.reports()) {
      first = first.isEmpty() ? report.when() : first;
      last = report.when().isEmpty() ? last : report.when();
    }
    return first.equals(last) ? first : first + " to " + last;
  }

  private static String reports(LogReading log, Situation situation) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    log.reports()
        .forEach(report -> kinds.merge(report.kind().word().replace('_', ' '), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    kinds.forEach((kind, count) -> parts.add(Figures.count(count) + " " + kind));
    int tasks = situation.tasks().size();
    String of =
        tasks == 0 ? "" : ", of " + Figures.count(tasks) + (tasks == 1 ? " task" : " tasks");
    return parts.isEmpty() ? "lists of locks only" + of : String.join(", ", parts) + of;
  }

  private void circles(List<String> lines, Situation situation) {
    for (Situation.Circle circle : situation.circles()) {
      lines.add("");
      lines.add(style.heading(circle.isProven() ? "deadlock" : "would be a deadlock if"));
      if (!circle.isProven()) {
        for (SeenWait wait : circle.waits()) {
          if (wait.knownBy() != KnownBy.PRINTED) {
            lines.addAll(
                Paragraph.lines(INDENT, wait.claim() + " (" + wait.knownBy().word() + ")"));
          }
        }
      }
      for (SeenWait wait : circle.waits()) {
        lines.addAll(Paragraph.lines(INDENT, sentence(wait)));
      }
      lines.addAll(remedies(circle));
      if (!circle.behind().isEmpty()) {
        int behind = circle.behind().size();
        lines.add(
            INDENT
                + "behind them "
                + (behind == 1 ? "1 more task waits" : behind + " more tasks wait"));
      }
    }
  }

  /** What part closes have in a circle, and what another way of closing would do to it. */
  private static List<String> remedies(Situation.Circle circle) {
    List<Dependency> links = Dependency.of(circle);
    List<String> lines = new ArrayList<>();
    boolean moved = false;
    for (Dependency link : links) {
      if (!link.remedy().isEmpty()) {
        lines.addAll(Paragraph.lines(INDENT, link.task() + ": " + link.remedy()));
        moved |= link.part().isClose() && link.isMovable();
      }
    }
    if (!moved) {
      lines.add(INDENT + "no policy for closes breaks this circle");
    }
    return lines;
  }

  private String sentence(SeenWait wait) {
    List<FunctionTable.Entry> closing = wait.task().closing(table);
    String in = closing.isEmpty() ? "" : ", in " + closing.get(0).function();
    int seconds = wait.task().task().blockedSeconds();
    String age = seconds < 0 ? "" : " " + Figures.plainDuration(seconds * 1_000_000_000L);
    return wait.sentence(age, in);
  }

  private void trees(List<String> lines, Situation situation) {
    Set<SeenTask> told = new LinkedHashSet<>();
    for (Situation.Circle circle : situation.circles()) {
      circle.waits().forEach(wait -> told.add(wait.task()));
    }
    int shown = 0;
    for (Situation.Root root : situation.roots()) {
      if (root.inCircle() && told.containsAll(root.behind())) {
        continue;
      }
      if (!all && shown++ == TREES) {
        int more = situation.roots().size() - TREES;
        lines.add("");
        lines.add(
            INDENT + (more == 1 ? "1 more root" : more + " more roots") + ": --all prints them");
        return;
      }
      lines.add("");
      heading(lines, root.inCircle() ? root.what() + ", in a circle" : root.what());
      List<String> branches = root.tree();
      if (!all) {
        branches = Paragraph.cut(branches, LINES_OF_A_TREE - 2, 1, "", "lines");
      }
      branches.forEach(line -> lines.addAll(branch(line)));
      stack(lines, root);
    }
  }

  /** A line of a tree; what is too long for it goes on below, beside the tree's own lines. */
  private static List<String> branch(String line) {
    Matcher bars = BARS.matcher(line);
    if (!bars.lookingAt() || bars.end() > DEEPEST_WRAPPED) {
      return List.of(INDENT + line);
    }
    List<String> lines =
        new ArrayList<>(Paragraph.lines(INDENT + bars.group(), line.substring(bars.end())));
    String further = INDENT + bars.group().replace("|-", "| ").replace("`-", "  ");
    for (int i = 1; i < lines.size(); i++) {
      lines.set(i, further + lines.get(i).substring(further.length()));
    }
    return lines;
  }

  private void stack(List<String> lines, Situation.Root root) {
    Set<List<StackFrame>> shown = new LinkedHashSet<>();
    for (SeenTask task : root.behind()) {
      List<StackFrame> calls = task.shown(table);
      if (!calls.isEmpty() && shown.add(calls) && (all || shown.size() == 1)) {
        lines.add(INDENT + "stack of " + task.name());
        int most = all ? calls.size() : Math.min(calls.size(), 14);
        calls.subList(0, most).forEach(frame -> lines.add(DEEPER + frame.function()));
        if (most < calls.size()) {
          lines.add(DEEPER + "... " + (calls.size() - most) + " more");
        }
      }
    }
  }

  private void section(List<String> lines, String title, List<String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(style.heading(title));
    for (String entry : entries) {
      lines.addAll(
          entry.startsWith(INDENT) ? List.of(INDENT + entry) : Paragraph.lines(INDENT, entry));
    }
  }

  private static List<String> unseen(LogReading log, Situation situation) {
    List<String> lines = new ArrayList<>(log.remarks());
    boolean hung =
        log.reports().stream().anyMatch(report -> report.kind() == LogReport.Kind.HUNG_TASK);
    boolean unheld =
        situation.waits().stream()
            .anyMatch(wait -> wait.kind().isLock() && wait.holders().isEmpty());
    if (unheld && log.lockLists().isEmpty()) {
      lines.add(
          "who holds a lock: a kernel with lockdep prints lists, one with CONFIG_DETECT_HUNG_TASK_BLOCKER an owner");
    }
    if (hung) {
      lines.add(
          "tasks in a killable or idle sleep: khungtaskd skips them (an NFS server that does not answer, FUSE before its request is read)");
    }
    return lines;
  }
}
