package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.watch.ToldWaits;
import org.jspecify.annotations.Nullable;

/** The machine of a log as it stood: its tasks, what they wait for, the roots, and the circles. */
public final class Situation {

  private static final long SECOND = 1_000_000_000L;

  /**
   * Where waits end.
   *
   * @param what the root, as part of a sentence
   * @param knownBy how it is known that it is waited for
   * @param behind who waits for it in the end
   * @param inCircle whether they wait for one another in the end
   * @param tree the tree below it
   */
  public record Root(
      String what, KnownBy knownBy, List<SeenTask> behind, boolean inCircle, List<String> tree) {}

  /**
   * Tasks that wait for one another.
   *
   * @param waits each for the next, the last for the first
   * @param behind who waits behind them
   */
  public record Circle(List<SeenWait> waits, List<SeenTask> behind) {

    /** Whether the kernel printed each wait and each holder. */
    public boolean isProven() {
      return waits.stream().allMatch(wait -> wait.knownBy() == KnownBy.PRINTED);
    }

    /** How the least known of its waits is known. */
    public KnownBy knownBy() {
      return waits.stream().map(SeenWait::knownBy).reduce(KnownBy.PRINTED, KnownBy::and);
    }
  }

  private final List<SeenTask> tasks;
  private final List<SeenWait> waits;
  private final Map<TaskRow, SeenTask> byRow = new LinkedHashMap<>();
  private final Map<SeenTask, TaskRow> rows = new LinkedHashMap<>();
  private final Map<SeenTask, SeenWait> waitOf = new LinkedHashMap<>();
  private final List<Root> roots = new ArrayList<>();
  private final List<Circle> circles = new ArrayList<>();
  private final FunctionTable table;

  private Situation(SeenTasks seen, List<LogReport.Link> chains, FunctionTable table) {
    this.table = table;
    this.tasks = seen.all();
    this.waits = new SeenWaits(seen, chains, table).all();
    waits.forEach(wait -> waitOf.put(wait.task(), wait));
    build();
  }

  /** Puts together what the reports of a log say. */
  public static Situation of(LogReading log, FunctionTable table) {
    List<LogReport.Link> chains =
        log.reports().stream().flatMap(report -> report.chain().stream()).toList();
    return new Situation(new SeenTasks(log), chains, table);
  }

  private void build() {
    TaskTable machine = new TaskTable();
    for (SeenTask task : tasks) {
      enter(task, machine);
    }
    Map<String, Set<SeenTask>> given = new LinkedHashMap<>();
    for (SeenWait wait : waits) {
      Resource resource = machine.resource(wait.kind(), wait.what(), name(wait));
      for (SeenTask holder : wait.holders()) {
        if (given.computeIfAbsent(name(wait), none -> new LinkedHashSet<>()).add(holder)) {
          row(holder).hold(resource, false, 0);
        }
      }
      row(wait.task()).block(resource, wait.cause().reads(), Sleep.UNINTERRUPTIBLE, null, 0);
    }
    ToldWaits told =
        new ToldWaits(new ArrayList<>(byRow.keySet()), this::age, row -> remark(seen(row)));
    told.circles().forEach(circle -> circles.add(circle(circle)));
    told.trees().forEach(tree -> roots.add(root(tree)));
  }

  private void enter(SeenTask task, TaskTable machine) {
    String name = task.name();
    boolean worker = task.task().isWorker();
    TaskRow row = machine.register(name, group(task), worker);
    if (worker && !task.task().work().isEmpty()) {
      row.work(task.task().work());
    }
    row.run();
    byRow.put(row, task);
    rows.put(task, row);
  }

  /**
   * Tasks that can stand in for one another: the same name up to its number, and what it closes.
   */
  private String group(SeenTask task) {
    String base = task.task().comm().replaceFirst("[-/._:]?[\\d:.u/]*H?$", "");
    return base.isEmpty() ? "pid" : base;
  }

  /** Locks of one class are told apart by their addresses where the log has several. */
  private String name(SeenWait wait) {
    PrintedLock lock = wait.lock();
    if (wait.kind() == Resource.Kind.THREAD) {
      String by = wait.holders().get(0).name();
      String role = wait.cause().role();
      boolean ends = role.equals("child") || role.equals("thread");
      return ends ? "the end of " + by : wait.what() + " " + by;
    }
    if (lock == null) {
      boolean alone =
          wait.holders().isEmpty() || waits.stream().allMatch(other -> agree(wait, other));
      return alone ? wait.what() : wait.what() + " of " + wait.holders().get(0).name();
    }
    if (lock.address().isEmpty() || !isOneOfSeveral(lock)) {
      return wait.what();
    }
    String address = lock.address();
    return lock.name() + "@" + address.substring(Math.max(0, address.length() - 6));
  }

  private static boolean agree(SeenWait one, SeenWait other) {
    return !one.what().equals(other.what()) || one.holders().equals(other.holders());
  }

  private boolean isOneOfSeveral(PrintedLock lock) {
    for (SeenWait other : waits) {
      PrintedLock second = other.lock();
      if (second != null
          && second.name().equals(lock.name())
          && !second.address().equals(lock.address())) {
        return true;
      }
    }
    return false;
  }

  private long age(TaskRow row) {
    int seconds = seen(row).task().blockedSeconds();
    return seconds < 0 ? -1 : seconds * SECOND;
  }

  private String remark(SeenTask task) {
    SeenWait wait = waitOf.get(task);
    if (wait == null) {
      return task.task().stack().isEmpty() ? ": what it does is not in this log" : " does not wait";
    }
    List<FunctionTable.Entry> closing = task.closing(table);
    String part = closing.isEmpty() ? "" : ", in " + closing.get(0).function();
    return part + " (" + wait.knownBy().word() + ")";
  }

  private SeenTask seen(TaskRow row) {
    return Objects.requireNonNull(byRow.get(row));
  }

  private TaskRow row(SeenTask task) {
    return Objects.requireNonNull(rows.get(task));
  }

  private Circle circle(ToldWaits.Circle told) {
    List<SeenWait> around = new ArrayList<>();
    told.members().forEach(row -> around.add(Objects.requireNonNull(waitOf.get(seen(row)))));
    return new Circle(around, told.behind().stream().map(this::seen).toList());
  }

  private Root root(ToldWaits.Tree tree) {
    List<SeenTask> behind = tree.waiting().stream().map(this::seen).toList();
    KnownBy by = KnownBy.PRINTED;
    SeenWait last = null;
    for (SeenTask task : behind) {
      SeenWait wait = Objects.requireNonNull(waitOf.get(task));
      if (name(wait).equals(tree.label()) || holds(wait, tree.label())) {
        by = by.and(wait.knownBy());
        last = wait;
      }
    }
    return new Root(what(tree, last), by, behind, tree.inCircle(), tree.branches());
  }

  private static boolean holds(SeenWait wait, String holder) {
    return wait.holders().stream().anyMatch(task -> task.name().equals(holder));
  }

  private String what(ToldWaits.Tree tree, @Nullable SeenWait last) {
    if (last == null || tree.inCircle()) {
      return tree.label();
    }
    if (holds(last, tree.label())) {
      return tree.label() + ", which has it; what it does is not in this log";
    }
    boolean lock = WaitCause.isLock(last.cause().role());
    if (!last.maybe().isEmpty()) {
      return tree.label() + ", which one of " + last.maybe().size() + " tasks has, not told which";
    }
    return lock || last.lock() != null
        ? tree.label() + ", whose holder this log does not show"
        : tree.label();
  }

  /** Every task of the log, in its order. */
  public List<SeenTask> tasks() {
    return tasks;
  }

  /** Those who wait. */
  public List<SeenWait> waits() {
    return waits;
  }

  /** Where the waits end, the one with the most behind it first. */
  public List<Root> roots() {
    return roots;
  }

  /** Who waits for one another. */
  public List<Circle> circles() {
    return circles;
  }

  /** What a task waits for, or null. */
  public @Nullable SeenWait wait(SeenTask task) {
    return waitOf.get(task);
  }
}
