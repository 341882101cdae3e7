package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of {@code ps} with a column WCHAN: in which function each task sleeps. Where a grep took
 * the head away, the command says which columns there are.
 */
final class TaskTableFinder implements Finder {

  private static final Pattern HEAD =
      Pattern.compile("^(?=.*\\bWCHAN\\b)(?=.*\\b(?:PID|LWP|TID|SPID)\\b).*$");

  private static final Pattern COMMAND =
      Pattern.compile("^.*\\bps\\b.*?-?\\w*o[= ]?((?:[a-z_]+(?::\\d+)?=?,)*[a-z_]+(?::\\d+)?).*$");

  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_][\\w.]+");

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    List<String> names = names(text);
    if (names.isEmpty() || (at + 1 < lines.size() && !names(lines.get(at + 1).text()).isEmpty())) {
      return at;
    }
    Columns columns = new Columns(names);
    List<LoggedTask> tasks = new ArrayList<>();
    int end = at + 1;
    for (; end < lines.size() && !lines.get(end).isBlank(); end++) {
      LoggedTask task = columns.task(lines.get(end).text());
      if (task == null) {
        break;
      }
      if (!task.stack().isEmpty()) {
        tasks.add(task);
      }
    }
    if (!tasks.isEmpty()) {
      found.add(LogReport.of(LogReport.Kind.PROC_STACK, "ps with wchan", lines.get(at), tasks));
    }
    return end;
  }

  /** The columns that a head or a command tells, none where the line is neither. */
  private static List<String> names(String text) {
    if (text.contains("WCHAN")) {
      return HEAD.matcher(text).matches() ? List.of(text.split("\\s+", -1)) : List.of();
    }
    Matcher command = text.contains(",wchan") ? COMMAND.matcher(text) : null;
    return command != null && command.matches()
        ? List.of(command.group(1).replaceAll(":\\d+|=", "").split(",", -1))
        : List.of();
  }

  /** Where the columns stand that matter. */
  private record Columns(List<String> names) {

    @org.jspecify.annotations.Nullable
    LoggedTask task(String row) {
      String[] cells = row.split("\\s+", names.size());
      int pid = Numbers.of(cell(cells, List.of("LWP", "TID", "SPID", "PID")));
      if (cells.length < names.size() || pid < 0) {
        return null;
      }
      String state = cell(cells, List.of("STAT", "S", "STATE"));
      String command = cell(cells, List.of("COMMAND", "CMD", "COMM", "ARGS", "UCMD", "UCOMM"));
      String wchan = cell(cells, List.of("WCHAN"));
      boolean sleeps = FUNCTION.matcher(wchan).matches() && !state.startsWith("R");
      List<StackFrame> stack = sleeps ? List.of(new StackFrame(wchan, "", true, false)) : List.of();
      LoggedTask task =
          LoggedTask.of(comm(command), pid, state.isEmpty() ? "" : state.substring(0, 1), stack);
      int ppid = Numbers.of(cell(cells, List.of("PPID")));
      return new LoggedTask(
          task.comm(), pid, tgid(cells), ppid, task.state(), -1, "", stack, List.of(), null);
    }

    private int tgid(String[] cells) {
      return names.contains("LWP") || names.contains("TID")
          ? Numbers.of(cell(cells, List.of("PID")))
          : Numbers.NONE;
    }

    private String cell(String[] cells, List<String> wanted) {
      for (String name : wanted) {
        for (int i = 0; i < names.size() && i < cells.length; i++) {
          if (names.get(i).toUpperCase(Locale.ROOT).equals(name)) {
            return cells[i];
          }
        }
      }
      return "";
    }

    /** The kernel's name for what ps shows with its arguments, as far as one can tell. */
    private static String comm(String command) {
      String first = command.strip().replaceFirst("^\\[(.*)\\]$", "$1");
      first = first.startsWith("/") ? first.split("\\s", 2)[0].replaceFirst("^.*/", "") : first;
      first = command.startsWith("[") ? first : first.split("\\s", 2)[0];
      return first.length() > 15 && !first.startsWith("kworker") ? first.substring(0, 15) : first;
    }
  }
}
