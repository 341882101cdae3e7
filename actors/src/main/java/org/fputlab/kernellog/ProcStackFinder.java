package org.fputlab.kernellog;

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

  private static final Pattern NUMBER =
      Pattern.compile("^(?:pid |PID:? |=+ ?)?(\\d{1,9})\\s?[:=]*$");

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
    if (number.matches() && at + 1 < lines.size() && isBare(lines.get(at + 1))) {
      return stack(lines, at, Numbers.of(number.group(1)), "", found);
    }
    return isBare(lines.get(at)) ? add(lines, at, at, Numbers.NONE, found) : at;
  }

  private static boolean isBare(LogLine line) {
    return BARE.matcher(line.text()).matches() && StackFrame.of(line.text()) != null;
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
    List<StackFrame> frames = new java.util.ArrayList<>();
    int i = at;
    for (; i < lines.size(); i++) {
      Matcher named = STACK.matcher(lines.get(i).text());
      StackFrame frame = named.matches() ? StackFrame.of(afterGrep(named.group(3))) : null;
      if (frame == null || pid(named) != pid) {
        break;
      }
      frames.add(frame);
    }
    report(lines.get(at), pid, frames, found);
    return i;
  }

  private static int add(List<LogLine> lines, int at, int first, int pid, Found found) {
    Stack stack = Stack.read(lines, first);
    if (stack.frames().size() < FRAMES_WITHOUT_A_NAME && pid < 0) {
      return at;
    }
    report(lines.get(at), pid, stack.frames(), found);
    return Math.max(stack.end(), at + 1);
  }

  private static void report(LogLine at, int pid, List<StackFrame> frames, Found found) {
    LoggedTask task = LoggedTask.of("", pid, "", frames);
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
