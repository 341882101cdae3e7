package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.LogReport;
import org.fputlab.kernellog.LoggedTask;
import org.fputlab.kernellog.PrintedLock;
import org.fputlab.kernellog.SeenTask;
import org.fputlab.kernellog.SeenWait;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a log as JSON with keys in a fixed order; {@code docs/json.md} explains them.
 */
public final class ReadJson {

  static final String FORMAT = "fputlab-read/1";

  private final LogReading log;
  private final Situation situation;
  private final FunctionTable table;

  private ReadJson(LogReading log, Situation situation, FunctionTable table) {
    this.log = log;
    this.situation = situation;
    this.table = table;
  }

  /** All of it. */
  public static ObjectNode of(LogReading log, Situation situation, FunctionTable table) {
    return new ReadJson(log, situation, table).json();
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("kernel", orNull(log.kernel()));
    json.put("taint", orNull(log.taint()));
    json.put("tasks", situation.tasks().size());
    ArrayNode reports = json.putArray("reports");
    log.reports().forEach(report -> report(reports.addObject(), report));
    ArrayNode waits = json.putArray("waits");
    situation.waits().forEach(wait -> wait(waits.addObject(), wait));
    ArrayNode roots = json.putArray("roots");
    situation.roots().forEach(root -> root(roots.addObject(), root));
    ArrayNode circles = json.putArray("circles");
    situation.circles().forEach(circle -> circle(circles.addObject(), circle));
    ArrayNode unseen = json.putArray("unseen");
    log.remarks().forEach(unseen::add);
    ArrayNode besides = json.putArray("besides");
    log.notes().forEach(besides::add);
    return json;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private void report(ObjectNode json, LogReport report) {
    json.put("kind", report.kind().word());
    json.put("form", report.form());
    json.put("line", report.line());
    json.put("when", orNull(report.when()));
    json.put("kernel", orNull(report.kernel()));
    ArrayNode tasks = json.putArray("tasks");
    report.tasks().forEach(task -> task(tasks.addObject(), task, report));
    names(json.putArray("cycle"), report.cycle());
    ArrayNode locks = json.putArray("locks");
    for (PrintedLock lock : report.locks()) {
      ObjectNode each = locks.addObject();
      each.put("lock", lock.name());
      each.put("at", orNull(lock.at()));
    }
    ArrayNode chain = json.putArray("chain");
    for (LogReport.Link link : report.chain()) {
      ObjectNode each = chain.addObject();
      each.put("lock", link.lock().name());
      each.put("closing", closes(link.stack()));
      stack(each.putArray("stack"), link.stack());
    }
    boolean chained = report.chain().stream().anyMatch(link -> closes(link.stack()));
    boolean tasked =
        report.tasks().stream().anyMatch(task -> closes(task.stack()) || table.closes(task.work()));
    boolean locked = report.locks().stream().anyMatch(lock -> lock.name().contains("fput"));
    json.put("closing", chained || tasked || locked);
  }

  private void task(ObjectNode json, LoggedTask task, LogReport report) {
    json.put("comm", orNull(task.comm()));
    json.put("pid", task.pid() < 0 ? null : task.pid());
    json.put("state", orNull(task.state()));
    json.put("blocked_s", task.blockedSeconds() < 0 ? null : task.blockedSeconds());
    json.put("work", orNull(task.work()));
    stack(json.putArray("stack"), task.stack());
    SeenWait wait = waitOf(task);
    List<PrintedLock> locks = report.kind().isLockdep() ? task.locks() : locksOf(task);
    ArrayNode holds = json.putArray("holds");
    ArrayNode places = json.putArray("holds_at");
    for (int i = 0; i < locks.size(); i++) {
      boolean isWanted = wait != null && locks.get(i).equals(wait.lock()) && i == locks.size() - 1;
      if (!isWanted) {
        holds.add(locks.get(i).name());
        places.add(locks.get(i).at());
      }
    }
    if (report.kind().isLockdep()) {
      json.put("wants", report.locks().isEmpty() ? null : report.locks().get(0).name());
    } else {
      json.put("wants", wait == null ? null : wait.what());
    }
  }

  private List<PrintedLock> locksOf(LoggedTask task) {
    for (SeenTask seen : situation.tasks()) {
      if (task.pid() >= 0 && seen.task().pid() == task.pid()) {
        return seen.locks();
      }
    }
    return List.of();
  }

  private @Nullable SeenWait waitOf(LoggedTask task) {
    for (SeenWait wait : situation.waits()) {
      if (task.pid() >= 0 && wait.task().task().pid() == task.pid()) {
        return wait;
      }
    }
    return null;
  }

  private static void stack(ArrayNode json, List<StackFrame> stack) {
    stack.forEach(frame -> json.add(frame.text()));
  }

  private static void names(ArrayNode json, List<String> names) {
    names.forEach(json::add);
  }

  private boolean closes(List<StackFrame> stack) {
    return StackFrame.calls(stack).stream().anyMatch(frame -> table.closes(frame) != null);
  }

  private static void wait(ObjectNode json, SeenWait wait) {
    json.put("task", wait.task().name());
    json.put("for", wait.what());
    tasks(json.putArray("held_by"), wait.holders());
    tasks(json.putArray("perhaps_held_by"), wait.maybe());
    json.put("known_by", wait.knownBy().word());
    json.put("source", orNull(wait.cause().source()));
  }

  private static void tasks(ArrayNode json, List<SeenTask> tasks) {
    tasks.forEach(task -> json.add(task.name()));
  }

  private static void root(ObjectNode json, Situation.Root root) {
    json.put("what", root.what());
    json.put("known_by", root.knownBy().word());
    json.put("behind", root.behind().size());
    json.put("in_circle", root.inCircle());
    tasks(json.putArray("tasks"), root.behind());
  }

  private static void circle(ObjectNode json, Situation.Circle circle) {
    ArrayNode tasks = json.putArray("tasks");
    ArrayNode locks = json.putArray("waits_for");
    for (SeenWait wait : circle.waits()) {
      tasks.add(wait.task().name());
      locks.add(wait.what());
    }
    json.put("known_by", circle.knownBy().word());
    json.put("proven", circle.isProven());
    json.put("behind", circle.behind().size());
  }
}
