package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbered stacks of a dead or frozen machine: {@code bt} and {@code foreach UN bt} of the crash
 * utility, {@code prog.stack_trace(PID)} of drgn.
 */
final class CrashFinder implements Finder {

  private static final Pattern HEAD =
      Pattern.compile(
          "^(?:\\[(\\w\\w)\\]\\s+)?"
              + "PID:\\s+(\\d{1,9})\\s+TASK:\\s+[0-9a-f]+\\s+CPU:\\s+\\d+\\s+COMMAND:\\s+\"(.{1,40})\".*$");

  /** How long ago the task ran, which {@code ps -m} prints where a log has the time. */
  private static final Pattern AGO =
      Pattern.compile("^(\\d{1,4}) (\\d\\d):(\\d\\d):(\\d\\d)\\.\\d+$");

  private static final Pattern DRGN =
      Pattern.compile("^.*\\b(?:stack_trace|bt)\\(\\s*(?:prog,\\s*)?(\\d{1,9})\\s*\\).*$");

  /**
   * Fewer functions than this, with nothing that says whose they are, are part of something else.
   */
  private static final int FRAMES_WITHOUT_A_NAME = 3;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    if (task(lines.get(at)) == null && !isFirst(lines, at)) {
      return at;
    }
    List<LoggedTask> tasks = new ArrayList<>();
    int end = at;
    for (int i = at; i < lines.size(); ) {
      LoggedTask task = task(lines.get(i));
      boolean unnamed = task == null && isFirst(lines, i);
      if (task != null || unnamed) {
        Stack stack = Stack.read(lines, unnamed ? i : i + 1);
        if (isWorthIt(task, stack.frames().size())) {
          tasks.add(with(task, stack.frames()));
        }
        i = Math.max(stack.end(), i + 1);
        end = i;
      } else if (lines.get(i).isBlank()) {
        i++;
      } else {
        break;
      }
    }
    if (!tasks.isEmpty()) {
      LogLine first = new LogLine(lines.get(at).number(), "", "", Double.NaN, "");
      found.add(LogReport.of(LogReport.Kind.PROC_STACK, "crash bt", first, tasks));
    }
    return end;
  }

  private static boolean isWorthIt(@Nullable LoggedTask task, int frames) {
    boolean waits = task != null && task.state().equals("D");
    return waits || frames >= (task == null ? FRAMES_WITHOUT_A_NAME : 1);
  }

  private static boolean isFirst(List<LogLine> lines, int at) {
    String text = lines.get(at).text();
    return text.startsWith("#0 ") && StackFrame.of(text) != null;
  }

  private static @Nullable LoggedTask task(LogLine line) {
    String text = line.text();
    Matcher head = text.contains("TASK: ") ? HEAD.matcher(text) : null;
    if (head != null && head.matches()) {
      String state = "UN".equals(head.group(1)) ? "D" : "";
      LoggedTask task = LoggedTask.of(head.group(3), Numbers.of(head.group(2)), state, List.of());
      Matcher ago = AGO.matcher(line.clock());
      return state.isEmpty() || !ago.matches() ? task : task.blocked(seconds(ago));
    }
    Matcher drgn = text.contains("(") ? DRGN.matcher(text) : null;
    return drgn != null && drgn.matches()
        ? LoggedTask.of("", Numbers.of(drgn.group(1)), "", List.of())
        : null;
  }

  private static int seconds(Matcher ago) {
    int hours = Numbers.of(ago.group(1)) * 24 + Numbers.of(ago.group(2));
    return (hours * 60 + Numbers.of(ago.group(3))) * 60 + Numbers.of(ago.group(4));
  }

  private static LoggedTask with(@Nullable LoggedTask task, List<StackFrame> stack) {
    LoggedTask named = task == null ? LoggedTask.of("", Numbers.NONE, "", stack) : task;
    return new LoggedTask(
        named.comm(),
        named.pid(),
        named.tgid(),
        named.ppid(),
        named.state(),
        named.blockedSeconds(),
        named.work(),
        stack,
        named.locks(),
        null);
  }
}
