package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fputlab.engine.Resource;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what among the tasks of a log. What the kernel printed comes first: the owner's
 * line, then lockdep's lists. What it did not print is inferred from the table of functions, and
 * the holder stays unknown unless one task only can be it.
 */
final class SeenWaits {

  private final SeenTasks tasks;
  private final List<LogReport.Link> chains;
  private final FunctionTable table;
  private final Map<SeenTask, WaitCause> causes = new LinkedHashMap<>();
  private final Map<SeenTask, PrintedLock> wanted = new LinkedHashMap<>();

  SeenWaits(SeenTasks tasks, List<LogReport.Link> chains, FunctionTable table) {
    this.tasks = tasks;
    this.chains = chains;
    this.table = table;
    for (SeenTask task : tasks.all()) {
      WaitCause cause = cause(task);
      if (cause != null) {
        causes.put(task, cause);
        PrintedLock lock = wanted(task, cause);
        if (lock != null) {
          wanted.put(task, lock);
        }
      }
    }
  }

  /** What a task sleeps in, or null where it runs, has nothing to do or was not shown. */
  private @Nullable WaitCause cause(SeenTask seen) {
    LoggedTask task = seen.task();
    WaitCause cause = WaitCause.of(task.calls(), table);
    boolean sleeps = seen.isHung() || task.state().isEmpty() || "DS".contains(task.state());
    if (!sleeps) {
      return null;
    }
    if (cause == null) {
      return seen.isHung()
          ? new WaitCause("unknown", "what the log does not show", "", "", "")
          : null;
    }
    boolean plain = cause.role().equals("unknown") || cause.role().equals("event");
    boolean byChoice = cause.isIdle() || (task.state().equals("S") && plain);
    return byChoice && !seen.isHung() ? null : cause;
  }

  /** The lock of its list that a task waits for: the last, where it was asked for in this stack. */
  private static @Nullable PrintedLock wanted(SeenTask seen, WaitCause cause) {
    PrintedLock last = seen.last();
    if (last == null) {
      return null;
    }
    if (cause.role().equals("work")) {
      return (last.isWork() && !seen.task().isWorker()) || isAskedFor(last, seen, cause)
          ? last
          : null;
    }
    boolean frozen = cause.role().equals("freeze") && last.name().startsWith("sb_");
    boolean named = !cause.lock().isEmpty() && last.name().contains(cause.lock());
    boolean lock = WaitCause.isLock(cause.role()) && (named || isAskedFor(last, seen, cause));
    return frozen || lock ? last : null;
  }

  /** Whether the place where a lock was asked for is where the stack leaves the kernel's locks. */
  private static boolean isAskedFor(PrintedLock lock, SeenTask seen, WaitCause cause) {
    String at = new StackFrame(lock.at(), "", true, false).source();
    if (at.equals(cause.in())) {
      return true;
    }
    boolean passed = false;
    for (StackFrame frame : seen.task().calls()) {
      if (frame.source().equals(at)) {
        return true;
      }
      if (passed && !frame.inlined()) {
        return false;
      }
      passed |= frame.source().equals(cause.in());
    }
    return false;
  }

  /** All waits, in the order of the log. */
  List<SeenWait> all() {
    List<SeenWait> shown = new ArrayList<>();
    causes.forEach((task, cause) -> shown.add(wait(task, cause)));
    return onlyThoseThatMatter(shown.stream().map(wait -> withHoldersOf(shown, wait)).toList());
  }

  /**
   * A lock that a list did not name may be one of which others tell who has it. If that is who
   * waits for it here, it is another.
   */
  private static SeenWait withHoldersOf(List<SeenWait> waits, SeenWait wait) {
    boolean named = wait.kind().isLock() && wait.lock() == null && !wait.cause().lock().isEmpty();
    if (!named || !wait.holders().isEmpty()) {
      return wait;
    }
    Set<SeenTask> holders = new LinkedHashSet<>();
    KnownBy by = wait.knownBy().and(KnownBy.INFERRED);
    for (SeenWait other : waits) {
      if (other.what().equals(wait.what()) && other.kind().isLock()) {
        holders.addAll(other.holders());
        by = other.holders().isEmpty() ? by : by.and(other.knownBy());
      }
    }
    boolean itself = holders.contains(wait.task());
    return new SeenWait(
        wait.task(),
        wait.cause(),
        wait.kind(),
        itself ? wait.what() + " asked for in " + wait.cause().in() : wait.what(),
        null,
        itself ? List.of() : List.copyOf(holders),
        by,
        wait.maybe());
  }

  /** Whoever waits for a child by choice matters only where somebody waits for it. */
  private static List<SeenWait> onlyThoseThatMatter(List<SeenWait> waits) {
    Set<SeenTask> awaited = new LinkedHashSet<>();
    waits.forEach(wait -> awaited.addAll(wait.holders()));
    return waits.stream()
        .filter(
            wait ->
                !wait.cause().role().equals("child")
                    || !wait.task().task().state().equals("S")
                    || awaited.contains(wait.task()))
        .toList();
  }

  private SeenWait wait(SeenTask task, WaitCause cause) {
    LoggedTask.Owner owner = task.task().owner();
    PrintedLock lock = wanted.get(task);
    if (owner != null && !owner.comm().isEmpty()) {
      SeenTask holder = tasks.byPid(owner.pid());
      if (holder != null) {
        return owned(task, told(cause, owner), lock, owner, holder);
      }
    }
    if (lock != null) {
      return listed(task, cause, lock);
    }
    return switch (cause.role()) {
      case "child" -> children(task, cause);
      case "daemon" -> daemon(task, cause);
      case "thread" -> oneOf(task, cause, new LikelyServers(causes, table).threads(task));
      case "inode" -> oneOf(task, cause, evicting(task));
      case "work" -> {
        SeenWait ran = new AwaitedWork(tasks, chains, table).of(task, cause);
        yield ran == null ? endsByItself(task, cause) : ran;
      }
      default -> WaitCause.isLock(cause.role()) ? unlisted(task, cause) : endsByItself(task, cause);
    };
  }

  /** As far as the log shows. */
  private static SeenWait endsByItself(SeenTask task, WaitCause cause) {
    boolean known = !cause.role().equals("unknown") && !task.task().isDoubtful();
    KnownBy by = known ? KnownBy.INFERRED : KnownBy.GUESSED;
    return new SeenWait(
        task, cause, Resource.Kind.IO, place(cause), null, List.of(), by, List.of());
  }

  /** Guesses that the one task that can be it is who ends the wait. */
  private static SeenWait oneOf(SeenTask task, WaitCause cause, List<SeenTask> able) {
    if (able.size() != 1) {
      return endsByItself(task, cause);
    }
    return new SeenWait(
        task, cause, Resource.Kind.THREAD, place(cause), null, able, KnownBy.GUESSED, List.of());
  }

  private List<SeenTask> evicting(SeenTask waiter) {
    return causes.keySet().stream()
        .filter(other -> other != waiter && other.task().calledIn("evict"))
        .toList();
  }

  private SeenWait owned(
      SeenTask task,
      WaitCause cause,
      @Nullable PrintedLock lock,
      LoggedTask.Owner owner,
      SeenTask holder) {
    String name = lock == null ? lockName(task, cause) : lock.name();
    KnownBy by = owner.last() ? KnownBy.INFERRED : KnownBy.PRINTED;
    return new SeenWait(
        task, cause, kind(owner.lock()), name, lock, List.of(holder), by, List.of());
  }

  /** What an owner's line says of a wait of which no stack tells. */
  private static WaitCause told(WaitCause cause, LoggedTask.Owner owner) {
    if (!cause.role().equals("unknown")) {
      return cause;
    }
    String role = owner.lock().endsWith("mutex") ? "mutex" : "semaphore";
    boolean rwsem = owner.lock().startsWith("rw-") || owner.lock().startsWith("percpu");
    String asks = owner.reads() ? "rwsem-read" : "rwsem-write";
    String article = owner.lock().startsWith("rw-") ? "an " : "a ";
    return new WaitCause(rwsem ? asks : role, article + owner.lock(), "", "", cause.source());
  }

  private static Resource.Kind kind(String word) {
    return word.startsWith("rw") || word.startsWith("percpu")
        ? Resource.Kind.RWSEM
        : Resource.Kind.MUTEX;
  }

  private SeenWait listed(SeenTask task, WaitCause cause, PrintedLock lock) {
    List<SeenTask> holders = new ArrayList<>();
    List<SeenTask> maybe = new ArrayList<>();
    for (SeenTask other : tasks.all()) {
      int at = indexOf(other.locks(), lock, other == task);
      boolean last = at == other.locks().size() - 1;
      if (at < 0 || (last && wanted.containsKey(other))) {
        continue;
      }
      (last && !lock.isWork() && !isShownToHave(other) ? maybe : holders).add(other);
    }
    Resource.Kind kind =
        lock.isWork()
            ? Resource.Kind.WORK
            : cause.role().equals("mutex") || cause.role().equals("semaphore")
                ? Resource.Kind.MUTEX
                : Resource.Kind.RWSEM;
    boolean likely = (cause.reads() || isCopied(lock)) && !holders.isEmpty();
    KnownBy by = likely ? KnownBy.INFERRED : KnownBy.PRINTED;
    if (holders.isEmpty() && maybe.size() == 1) {
      return new SeenWait(task, cause, kind, lock.name(), lock, maybe, KnownBy.INFERRED, List.of());
    }
    return new SeenWait(
        task, cause, kind, lock.name(), lock, holders, by, holders.isEmpty() ? maybe : List.of());
  }

  /**
   * Whether the stack of a task tells that it has the last lock of its list: it sleeps in something
   * else than a lock, or took this one further out than where it asks for one.
   */
  private boolean isShownToHave(SeenTask task) {
    WaitCause cause = causes.get(task);
    PrintedLock last = task.last();
    if (task.task().stack().isEmpty() || last == null) {
      return false;
    }
    String at = new StackFrame(last.at(), "", true, false).source();
    boolean told = cause != null && !cause.role().equals("unknown");
    return cause == null
        || (told && !WaitCause.isLock(cause.role()))
        || task.task().calls().stream().anyMatch(frame -> frame.source().equals(at));
  }

  /** Where a list has this lock; of the task that waits for it itself, before the last. */
  private static int indexOf(List<PrintedLock> locks, PrintedLock lock, boolean itself) {
    int end = itself ? locks.size() - 1 : locks.size();
    for (int i = 0; i < end; i++) {
      boolean told = !lock.address().isEmpty() && !lock.address().startsWith("(");
      PrintedLock here = locks.get(i);
      boolean same =
          isCopied(lock) || (told ? here.address().equals(lock.address()) : isOneOfAKind(lock));
      if (same && here.name().equals(lock.name())) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A worker's entry for its item is a copy on its stack ({@code lockdep_copy_map()} in {@code
   * process_one_work()}, kernel/workqueue.c, v6.6): its address is not the item's.
   */
  private static boolean isCopied(PrintedLock lock) {
    return lock.kind() == Node.Kind.WORK;
  }

  /** Without addresses only a lock that is a variable is told from others of its class. */
  private static boolean isOneOfAKind(PrintedLock lock) {
    return lock.name().matches("[a-z_]\\w*(?:\\.\\w+)*");
  }

  private SeenWait unlisted(SeenTask task, WaitCause cause) {
    Resource.Kind kind =
        cause.role().startsWith("rwsem") ? Resource.Kind.RWSEM : Resource.Kind.MUTEX;
    List<SeenTask> holders = new ArrayList<>();
    KnownBy by = task.task().isDoubtful() ? KnownBy.GUESSED : KnownBy.INFERRED;
    for (SeenTask other : cause.lock().isEmpty() ? List.<SeenTask>of() : tasks.all()) {
      FunctionTable.Entry held = held(other, cause.lock());
      if (held != null) {
        holders.add(other);
        by = by.and(held.role().equals("global") ? KnownBy.INFERRED : KnownBy.GUESSED);
      }
    }
    boolean told = cause.role().equals("rwsem-write") || holders.size() == 1;
    return new SeenWait(
        task, cause, kind, lockName(task, cause), null, told ? holders : List.of(), by, List.of());
  }

  /** The function on a task's stack in which it has this lock; not that in which it asks for it. */
  private FunctionTable.@Nullable Entry held(SeenTask task, String lock) {
    for (StackFrame frame : task.task().calls()) {
      FunctionTable.Entry entry = table.holds(frame);
      if (entry != null && entry.what().equals(lock)) {
        return entry;
      }
    }
    return null;
  }

  /** What nobody names is each task's own. */
  private static String lockName(SeenTask task, WaitCause cause) {
    if (!cause.lock().isEmpty()) {
      return cause.lock();
    }
    return cause.in().isEmpty()
        ? cause.what() + " that " + task.name() + " asks for"
        : cause.what() + " asked for in " + cause.in();
  }

  private static String place(WaitCause cause) {
    boolean told = cause.in().isEmpty() || cause.role().equals("unknown");
    return told ? cause.what() : cause.what() + " in " + cause.in();
  }

  /** Children of a task that the log shows too; of its whole process, as the kernel has it. */
  private SeenWait children(SeenTask task, WaitCause cause) {
    int pid = task.task().pid();
    int tgid = task.task().tgid();
    List<SeenTask> children = new ArrayList<>();
    for (SeenTask other : tasks.all()) {
      int parent = other.task().ppid();
      boolean itsChild = parent >= 0 && (parent == pid || parent == tgid);
      if (other != task && itsChild && causes.containsKey(other)) {
        children.add(other);
      }
    }
    Resource.Kind kind = children.isEmpty() ? Resource.Kind.IO : Resource.Kind.THREAD;
    String name = children.isEmpty() ? place(cause) : cause.what();
    return new SeenWait(task, cause, kind, name, null, children, KnownBy.INFERRED, List.of());
  }

  /** A daemon is known where one task of the log only can be it. */
  private SeenWait daemon(SeenTask task, WaitCause cause) {
    Set<SeenTask> daemons = new LikelyServers(causes, table).daemons(cause.what());
    daemons.remove(task);
    if (daemons.size() != 1) {
      return new SeenWait(
          task,
          cause,
          Resource.Kind.IO,
          cause.what(),
          null,
          List.of(),
          KnownBy.INFERRED,
          List.copyOf(daemons));
    }
    SeenTask daemon = daemons.iterator().next();
    return new SeenWait(
        task,
        cause,
        Resource.Kind.THREAD,
        cause.what(),
        null,
        List.of(daemon),
        KnownBy.GUESSED,
        List.of());
  }

  Map<SeenTask, WaitCause> causes() {
    return Objects.requireNonNull(causes);
  }
}
