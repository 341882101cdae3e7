package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.LogReport;
import org.fputlab.kernellog.LoggedTask;
import org.fputlab.kernellog.SeenTask;
import org.fputlab.kernellog.SeenWait;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.StackFrame;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.watch.Course;
import org.fputlab.watch.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A real machine's log as the one part of a report. Only what the kernel printed is drawn as a
 * deadlock; a circle that rests on a guess is a finding of another kind.
 */
final class LogPart {

  private static final long SECOND = 1_000_000_000L;

  private static final String OK = "ok";

  private final LogReading log;
  private final Situation situation;
  private final FunctionTable table;
  private final Set<SeenTask> stuck = new LinkedHashSet<>();
  private final Map<String, List<SeenTask>> holdersOf = new LinkedHashMap<>();

  private LogPart(LogReading log, Situation situation, FunctionTable table) {
    this.log = log;
    this.situation = situation;
    this.table = table;
    situation.circles().stream()
        .filter(Situation.Circle::isProven)
        .flatMap(circle -> circle.waits().stream())
        .forEach(wait -> stuck.add(wait.task()));
  }

  static ReportPart of(LogReading log, Situation situation, FunctionTable table, String command) {
    return new LogPart(log, situation, table).part(command);
  }

  private ReportPart part(String command) {
    ReportPart part = new ReportPart("", verdict(), ReadText.headline(situation, log), command);
    if (stuck.isEmpty() && situation.waits().isEmpty() && !log.reports().isEmpty()) {
      part.mood("warns");
    }
    part.about("kernel", log.kernel().isEmpty() ? "not named" : log.kernel());
    part.about("tasks", String.valueOf(situation.tasks().size()));
    part.about("reports", String.valueOf(log.reports().size()));
    for (Situation.Circle circle : situation.circles()) {
      List<String> waits = circle.waits().stream().map(LogPart::sentence).toList();
      if (circle.isProven()) {
        part.finding("deadlock", "each wait in it is printed", "deadlock", waits);
      } else {
        part.finding("would_be_a_deadlock", "if what is guessed is so", "waits", waits);
      }
    }
    for (Situation.Root root : situation.roots()) {
      int behind = root.behind().size();
      String who = behind == 1 ? "1 task waits for " : behind + " tasks wait for ";
      part.finding("long_wait", who + root.what(), "waits", root.tree());
    }
    remarks(part);
    ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
    situation.tasks().forEach(task -> tasks.add(task(task)));
    if (!situation.waits().isEmpty()) {
      part.machine(tasks, situation.roots().stream().map(this::tree).toList());
    }
    locks(part);
    return part;
  }

  /** What the log tells beside the waits: lockdep's circles, who runs and runs, and closes. */
  private void remarks(ReportPart part) {
    LockdepCircles circles = new LockdepCircles(Style.PLAIN, table);
    for (LogReport report : log.reports()) {
      if (report.kind().isLockdep()) {
        part.finding("lockdep", report.form(), OK, circles.entry(report));
      }
    }
    for (List<String> section : new ReadRunners(table, true).sections(log)) {
      String who = section.get(1);
      part.finding("runs", section.get(0) + ": " + who, OK, section.subList(2, section.size()));
    }
    List<String> closing = ReadClosing.lines(situation, table);
    if (!closing.isEmpty()) {
      part.finding("closing", closing.get(0), OK, closing.subList(1, closing.size()));
    }
  }

  private Course.Tree tree(Situation.Root root) {
    List<String> lines = new ArrayList<>(List.of(root.what()));
    lines.addAll(root.tree());
    List<String> tasks = root.behind().stream().map(SeenTask::name).toList();
    String first =
        root.behind().stream()
            .filter(task -> isAtRoot(situation.wait(task)))
            .map(SeenTask::name)
            .findFirst()
            .orElse(tasks.get(0));
    return new Course.Tree(first, tasks, lines);
  }

  private static boolean isAtRoot(@Nullable SeenWait wait) {
    return wait != null && wait.holders().isEmpty();
  }

  private String verdict() {
    if (!stuck.isEmpty()) {
      return "deadlock";
    }
    if (!situation.waits().isEmpty()) {
      return "waits";
    }
    boolean lockdep = log.reports().stream().anyMatch(report -> report.kind().isLockdep());
    return lockdep ? "may deadlock" : log.reports().isEmpty() ? "no report" : "no waits";
  }

  private static String sentence(SeenWait wait) {
    List<String> holders = wait.holders().stream().map(SeenTask::name).toList();
    String by = holders.isEmpty() ? "" : ", which " + String.join(", ", holders) + " has";
    return "%s waits for %s%s (%s)"
        .formatted(wait.task().name(), wait.what(), by, wait.knownBy().word());
  }

  private ObjectNode task(SeenTask seen) {
    LoggedTask task = seen.task();
    SeenWait wait = situation.wait(seen);
    List<TaskState.Held> holds = new ArrayList<>();
    for (SeenWait other : situation.waits()) {
      String thing = thing(other);
      boolean again = holds.stream().anyMatch(held -> held.resource().equals(thing));
      if (other.holders().contains(seen) && !again) {
        holds.add(new TaskState.Held(thing, other.kind().word(), false, 0));
      }
    }
    TaskState state =
        new TaskState(
            task.pid(),
            seen.name(),
            seen.name().replaceAll("[:/-]?\\d+.*", ""),
            task.isWorker(),
            wait == null ? TaskRow.State.RUNNING : TaskRow.State.BLOCKED,
            0,
            task.work(),
            StackFrame.calls(task.stack()).stream().map(StackFrame::text).toList(),
            holds,
            awaited(wait, task),
            stuck.contains(seen));
    ObjectNode json = TaskJson.of(state, true);
    json.get("holds").forEach(held -> ((ObjectNode) held).putNull("since_ns"));
    if (wait != null && task.blockedSeconds() < 0) {
      ((ObjectNode) json.get("waits_for")).putNull("since_ns");
    }
    return json;
  }

  private TaskState.@Nullable Awaited awaited(@Nullable SeenWait wait, LoggedTask task) {
    if (wait == null) {
      return null;
    }
    return new TaskState.Awaited(
        thing(wait),
        wait.kind().word(),
        wait.cause().reads(),
        Sleep.UNINTERRUPTIBLE,
        -task.blockedSeconds() * SECOND,
        wait.holders().stream().map(SeenTask::name).toList(),
        0);
  }

  /** Things of one name that others hold are not one thing. */
  private String thing(SeenWait wait) {
    List<SeenTask> first = holdersOf.putIfAbsent(wait.what(), wait.holders());
    boolean same = first == null || first.equals(wait.holders()) || wait.holders().isEmpty();
    return same ? wait.what() : wait.what() + " of " + wait.holders().get(0).name();
  }

  private void locks(ReportPart part) {
    LockGraph graph = new LockGraph();
    List<List<String>> circles = new ArrayList<>();
    for (LogReport report : log.reports()) {
      Cycle circle = report.circle("");
      if (circle != null) {
        circle.edges().forEach(graph::add);
        circles.add(circle.nodes().stream().map(Node::name).toList());
      }
    }
    part.locks(graph, circles);
  }
}
