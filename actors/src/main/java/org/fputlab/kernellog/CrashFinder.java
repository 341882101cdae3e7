package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bt} and {@code foreach UN bt} of the crash utility: tasks of a dead or frozen machine. */
final class CrashFinder implements Finder {

  private static final Pattern HEAD =
      Pattern.compile(
          "^PID:\\s+(\\d{1,9})\\s+TASK:\\s+[0-9a-f]+\\s+CPU:\\s+\\d+\\s+COMMAND:\\s+\"(.{1,40})\".*$");

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    if (!lines.get(at).text().startsWith("PID:")) {
      return at;
    }
    List<LoggedTask> tasks = new ArrayList<>();
    int end = at;
    for (int i = at; i < lines.size(); ) {
      Matcher head = HEAD.matcher(lines.get(i).text());
      if (head.matches()) {
        Stack stack = Stack.read(lines, i + 1);
        tasks.add(LoggedTask.of(head.group(2), Numbers.of(head.group(1)), "", stack.frames()));
        i = Math.max(stack.end(), i + 1);
        end = i;
      } else if (lines.get(i).isBlank()) {
        i++;
      } else {
        break;
      }
    }
    if (!tasks.isEmpty()) {
      found.add(LogReport.of(LogReport.Kind.PROC_STACK, "crash bt", lines.get(at), tasks));
    }
    return end;
  }
}
