package org.fputlab.kernellog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task as a report shows it.
 *
 * @param comm its name, "" where only a number or a stack was printed
 * @param pid its number, or -1
 * @param tgid its process, or -1
 * @param ppid its parent, or -1
 * @param state the state letter, or ""
 * @param blockedSeconds how long khungtaskd says that it did not run, or -1
 * @param work the workqueue and function that it runs, as in {@code events delayed_fput}, or ""
 * @param stack its call trace, innermost first
 * @param locks what lockdep lists for it, the first taken first; a lock it waits for among them
 * @param owner who has what it waits for, where the kernel says so
 */
public record LoggedTask(
    String comm,
    int pid,
    int tgid,
    int ppid,
    String state,
    int blockedSeconds,
    String work,
    List<StackFrame> stack,
    List<PrintedLock> locks,
    @Nullable Owner owner) {

  /**
   * Who has what a task waits for: a line of CONFIG_DETECT_HUNG_TASK_BLOCKER (kernel/hung_task.c,
   * v6.16).
   *
   * @param lock {@code mutex}, {@code semaphore} or {@code rw-semaphore}
   * @param comm the owner's name, or "" where it was not found
   * @param pid its number, or -1
   * @param reads whether the waiter wants to read
   * @param last whether it is only the last who took it: others may have it, or may give it back,
   *     as of a semaphore ({@code sem_last_holder}) and of an rwsem that readers have
   */
  public record Owner(String lock, String comm, int pid, boolean reads, boolean last) {}

  static LoggedTask of(String comm, int pid, String state, List<StackFrame> stack) {
    return new LoggedTask(
        comm, pid, Numbers.NONE, Numbers.NONE, state, Numbers.NONE, "", stack, List.of(), null);
  }

  static LoggedTask of(TaskLine line, String work, List<StackFrame> stack) {
    return new LoggedTask(
        line.comm(),
        line.pid(),
        line.tgid(),
        line.ppid(),
        line.state(),
        Numbers.NONE,
        work,
        stack,
        List.of(),
        null);
  }

  LoggedTask named(String name, int number) {
    return new LoggedTask(
        name, number, tgid, ppid, state, blockedSeconds, work, stack, locks, owner);
  }

  LoggedTask in(String letter) {
    return new LoggedTask(comm, pid, tgid, ppid, letter, blockedSeconds, work, stack, locks, owner);
  }

  LoggedTask blocked(int seconds) {
    String letter = state.isEmpty() ? "D" : state;
    return new LoggedTask(comm, pid, tgid, ppid, letter, seconds, work, stack, locks, owner);
  }

  LoggedTask running(String item) {
    return new LoggedTask(comm, pid, tgid, ppid, state, blockedSeconds, item, stack, locks, owner);
  }

  LoggedTask with(List<PrintedLock> listed) {
    return new LoggedTask(comm, pid, tgid, ppid, state, blockedSeconds, work, stack, listed, owner);
  }

  LoggedTask behind(Owner of) {
    return new LoggedTask(comm, pid, tgid, ppid, state, blockedSeconds, work, stack, locks, of);
  }

  /** As reports name it: {@code umount:6305}. */
  public String name() {
    if (comm.isEmpty()) {
      return pid < 0 ? "a task" : "pid " + pid;
    }
    return pid < 0 ? comm : comm + ":" + pid;
  }

  /** The callers on its stack, innermost first. */
  public List<StackFrame> calls() {
    return StackFrame.calls(stack);
  }

  /** Whether the kernel was sure of nothing on its stack. */
  boolean isDoubtful() {
    return stack.stream().noneMatch(StackFrame::sure);
  }

  /** Whether it is a worker of a workqueue. */
  public boolean isWorker() {
    return !work.isEmpty() || comm.startsWith("kworker/") || calledIn("worker_thread");
  }

  /** Whether it is a worker that runs the item of this function. */
  boolean isRunning(String item) {
    return isWorker() && (work.endsWith(" " + item) || calledIn(item));
  }

  /** Whether a function is among those calls. */
  public boolean calledIn(String function) {
    return calls().stream().anyMatch(frame -> frame.source().equals(function));
  }
}
