package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/PID/stack} and {@code /proc/PID/wchan}, as a shell shows them: behind the command
 * that read them, behind the name of the file, or bare ({@code proc_pid_stack}, fs/proc/base.c).
 */
final class ProcStackFinder implements Finder {

  private static final String FILE =
      "/proc/(?:(\\d{1,9})|self|\\*|\\$\\{?\\w+\\}?)/(?:task/(\\d{1,9})/)?";

  private static final Pattern STACK = Pattern.compile("^.*" + FILE + "stack\\b:?(.*)$");
  private static final Pattern WCHAN =
      Pattern.compile("^.*" + FILE + "wchan\\b\\s*[:;]?\\s*(?:<==)?\\s*([A-Za-z_][\\w.]*)?\\s*$");

  private static final String RULE = "[-=#*\\s]*";

  /** What a loop in a shell says before each stack: a number, a name before or behind it or not. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "^"
              + RULE
              + "(?:(?i:pid|tid|task|process)\\b[\\s:=]*)?(?:([A-Za-z][\\w./:+@-]{0,30}?)[\\s:(\\[]+)?"
              + "(\\d{1,9})[)\\]]?(?:[\\s:,(]+([A-Za-z][\\w./:+@-]{0,30})\\)?)?[\\s:]*"
              + RULE
              + "$");

  private static final Pattern NAME = Pattern.compile("^[A-Za-z][\\w./:+@-]{0,30}$");

  /** How a stack file's lines begin since 4.18, and on some architectures before. */
  private static final Pattern BARE = Pattern.compile("^\\[<(?:0|[0-9a-f]{8,16})>\\] [A-Za-z_].*$");

  /**
   * Fewer functions than this, with nothing that says whose they are, are part of something else.
   */
  private static final int FRAMES_WITHOUT_A_NAME = 3;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    Matcher named = text.contains("/stack") ? STACK.matcher(text) : null;
    if (named != null && named.matches()) {
      return stack(lines, at, pid(named), afterGrep(named.group(3)), found);
    }
    Matcher wchan = text.contains("/wchan") ? WCHAN.matcher(text) : null;
    if (wchan != null && wchan.matches()) {
      return wchan(lines, at, pid(wchan), wchan.group(3), found);
    }
    Matcher number = NUMBER.matcher(text);
    if (number.matches() && at + 1 < lines.size()) {
      String name = number.group(1) == null ? number.group(3) : number.group(1);
      return listed(lines, at, Numbers.of(number.group(2)), name == null ? "" : name, found);
    }
    if (isBare(lines.get(at))) {
      return add(lines, at, at, Numbers.NONE, found);
    }
    StackFrame first = StackFrame.of(text);
    return first != null && first.sure() && first.isScheduler() ? headless(lines, at, found) : at;
  }

  /** No kernel puts a stamp before the lines of a stack file. */
  private static boolean isBare(LogLine line) {
    return !line.isStamped()
        && BARE.matcher(line.text()).matches()
        && StackFrame.of(line.text()) != null;
  }

  /** What is left of a report of which the beginning was cut off: somebody sleeps there. */
  private static int headless(List<LogLine> lines, int at, Found found) {
    Stack stack = Stack.read(lines, at);
    if (stack.frames().size() < FRAMES_WITHOUT_A_NAME) {
      return at;
    }
    LoggedTask task = LoggedTask.of("", Numbers.NONE, "", stack.frames());
    found.add(
        LogReport.of(LogReport.Kind.SYSRQ, "stack without its task", lines.get(at), List.of(task)));
    return Math.max(stack.end(), at + 1);
  }

  /** A stack whose task stands above it, by number; its name may have a line of its own. */
  private static int listed(List<LogLine> lines, int at, int pid, String name, Found found) {
    boolean named = NAME.matcher(lines.get(at + 1).text()).matches();
    int first = named ? at + 2 : at + 1;
    if (first >= lines.size() || !isBare(lines.get(first))) {
      return at;
    }
    List<StackFrame> frames = new ArrayList<>();
    int end = first;
    StackFrame frame = StackFrame.of(lines.get(end).text());
    while (frame != null) {
      frames.add(frame);
      end++;
      frame = end < lines.size() ? StackFrame.of(lines.get(end).text()) : null;
    }
    report(lines.get(at), named ? lines.get(at + 1).text() : name, pid, frames, found);
    return end;
  }

  /** Of a thread the number that the kernel prints elsewhere is its own. */
  private static int pid(Matcher named) {
    return Numbers.of(named.group(2) == null ? named.group(1) : named.group(2));
  }

  private static String afterGrep(String rest) {
    return rest.strip();
  }

  private static int stack(List<LogLine> lines, int at, int pid, String rest, Found found) {
    if (StackFrame.of(rest) != null) {
      return grepped(lines, at, pid, found);
    }
    int first = at + 1;
    while (first < lines.size() && first < at + 3 && lines.get(first).isBlank()) {
      first++;
    }
    if (first >= lines.size() || StackFrame.of(lines.get(first).text()) == null) {
      return at;
    }
    return add(lines, at, first, pid, found);
  }

  /** {@code grep . /proc/PID/stack} puts the file's name before each line. */
  private static int grepped(List<LogLine> lines, int at, int pid, Found found) {
    List<StackFrame> frames = new ArrayList<>();
    int i = at;
    for (; i < lines.size(); i++) {
      Matcher named = STACK.matcher(lines.get(i).text());
      StackFrame frame = named.matches() ? StackFrame.of(afterGrep(named.group(3))) : null;
      if (frame == null || pid(named) != pid) {
        break;
      }
      frames.add(frame);
    }
    report(lines.get(at), "", pid, frames, found);
    return i;
  }

  private static int add(List<LogLine> lines, int at, int first, int pid, Found found) {
    Stack stack = Stack.read(lines, first);
    if (stack.frames().size() < FRAMES_WITHOUT_A_NAME && pid < 0) {
      return at;
    }
    report(lines.get(at), "", pid, stack.frames(), found);
    return Math.max(stack.end(), at + 1);
  }

  private static void report(
      LogLine at, String comm, int pid, List<StackFrame> frames, Found found) {
    LoggedTask task = LoggedTask.of(comm, pid, "", frames);
    found.add(LogReport.of(LogReport.Kind.PROC_STACK, "/proc/PID/stack", at, List.of(task)));
  }

  private static int wchan(
      List<LogLine> lines,
      int at,
      int pid,
      @org.jspecify.annotations.Nullable String function,
      Found found) {
    String name = function;
    int end = at + 1;
    if (name == null && end < lines.size()) {
      String next = lines.get(end).text();
      name = next.matches("[A-Za-z_][\\w.]*") ? next : null;
      end++;
    }
    if (name == null) {
      return at;
    }
    LoggedTask task = LoggedTask.of("", pid, "", List.of(new StackFrame(name, "", true, false)));
    found.add(
        LogReport.of(LogReport.Kind.PROC_STACK, "/proc/PID/wchan", lines.get(at), List.of(task)));
    return end;
  }
}
