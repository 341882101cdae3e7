package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tracers print: ftrace's function_graph and function tracer, trace-cmd, uftrace, perf script,
 * bpftrace's stacks, and the tables of bcc. Nobody hangs in it; it is read for the functions of
 * closing that it shows.
 */
final class TracerFinder implements Finder {

  private static final String NAME = "([A-Za-z_][\\w.]*)";

  /** Each tells one function of a line in group 1, and perhaps its caller in group 2. */
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "^.*\\[\\d{3}\\]\\s+\\S*\\s*\\d+\\.\\d+: (?:function:\\s+)?"
                  + NAME
                  + "(?: <-| <--)([A-Za-z_][\\w.]*)?.*$"),
          Pattern.compile(
              "^.*[|\\]:]\\s+(?:/\\* )?"
                  + NAME
                  + "\\s?(?:\\([^)]*\\)\\s?[;{](?:\\s.*)?|\\*/)\\s*$"),
          Pattern.compile("^[0-9a-f]{8,16} " + NAME + "(?:\\+0x[0-9a-f]+)? \\(\\[.*\\]\\)$"),
          Pattern.compile("^" + NAME + "\\+0x[0-9a-f]+\\s+[\\d. ]+$"),
          Pattern.compile("^@?" + NAME + "\\+\\d+(?:[,\\]].*)?$"),
          Pattern.compile(
              "^@\\w*\\[(?:kretprobe:|kprobe:|fentry:|fexit:|\\d+, )?" + NAME + "\\]: .*$"),
          Pattern.compile("^Tracing (?:\\d+ functions for )?\"?" + NAME + "\"?\\.\\.\\..*$"),
          Pattern.compile("^[Ff]unction(?: = |: ?|=)b?'?" + NAME + "'?$"));

  private static final Pattern BARE =
      Pattern.compile("^(?:b')?([a-z_][\\w.]{2,60})'?(?:\\s+\\d+)?$");

  private static final Pattern TOOL =
      Pattern.compile("^(?:Tracing .*Hit Ctrl-C.*|Attaching \\d+ probes?\\.\\.\\.|FUNC\\s+COUNT)$");

  private static final int LINES_WITHOUT_SENSE = 4;
  private static final int SENSE = 4;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String first = lines.get(at).text();
    boolean tool = TOOL.matcher(first).matches();
    if (!tool && functions(first).isEmpty()) {
      return at;
    }
    Set<String> functions = new LinkedHashSet<>();
    int end = at;
    int hits = 0;
    for (int i = at; i < lines.size() && i - end <= LINES_WITHOUT_SENSE; i++) {
      String text = lines.get(i).text();
      List<String> here = tool ? bare(text) : functions(text);
      if (!here.isEmpty() || TOOL.matcher(text).matches()) {
        functions.addAll(here);
        hits += here.size();
        end = i + 1;
      }
    }
    if (hits < (tool ? 1 : SENSE)) {
      return at;
    }
    List<StackFrame> frames = new ArrayList<>();
    functions.forEach(name -> frames.add(new StackFrame(name, "", true, false)));
    LoggedTask all = LoggedTask.of("", Numbers.NONE, "", frames);
    found.add(LogReport.of(LogReport.Kind.TRACE, LogReport.TRACER, lines.get(at), List.of(all)));
    return end;
  }

  private static List<String> functions(String text) {
    for (Pattern form : FORMS) {
      Matcher line = form.matcher(text);
      if (line.matches()) {
        boolean called = line.groupCount() > 1 && line.group(2) != null;
        return called ? List.of(line.group(1), line.group(2)) : List.of(line.group(1));
      }
    }
    return List.of();
  }

  /** Below a tool's own words its stacks are names alone. */
  private static List<String> bare(String text) {
    Matcher name = BARE.matcher(text);
    return name.matches() ? List.of(name.group(1)) : functions(text);
  }
}
