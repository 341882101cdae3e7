package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tracers print: ftrace's function_graph and function tracer, trace-cmd, uftrace, and bcc's
 * stackcount. Nobody hangs in it; it is read for the functions of closing that it shows.
 */
final class TracerFinder implements Finder {

  private static final Pattern GRAPH =
      Pattern.compile(
          "^.*[|\\]:]\\s+(?:/\\* )?([A-Za-z_][\\w.]*)\\s?(?:\\(.*\\)\\s?[;{].*|\\(\\);|\\*/)\\s*$");

  private static final Pattern FUNCTION =
      Pattern.compile(
          "^.*\\[\\d{3}\\]\\s+\\S*\\s*\\d+\\.\\d+: (?:function:\\s+)?([A-Za-z_][\\w.]*)"
              + "(?: <-| <--|\\s+\\()([A-Za-z_][\\w.]*)?.*$");

  private static final Pattern CALLER =
      Pattern.compile("^([A-Za-z_][\\w.]*)\\+0x[0-9a-f]+\\s+[\\d. ]+$");

  private static final Pattern BARE = Pattern.compile("^(?:b')?([a-z_][\\w.]{2,60})'?$");

  private static final int LINES_WITHOUT_SENSE = 4;
  private static final int SENSE = 4;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    if (function(lines.get(at).text()).isEmpty() && !isStackcount(lines.get(at).text())) {
      return at;
    }
    boolean bare = isStackcount(lines.get(at).text());
    Set<String> functions = new LinkedHashSet<>();
    int end = at;
    int hits = 0;
    for (int i = at; i < lines.size() && i - end <= LINES_WITHOUT_SENSE; i++) {
      List<String> here = bare ? bare(lines.get(i).text()) : function(lines.get(i).text());
      if (!here.isEmpty() || (bare && i < at + 3)) {
        functions.addAll(here);
        hits += here.size();
        end = i + 1;
      }
    }
    if (hits < (bare ? 1 : SENSE)) {
      return at;
    }
    List<StackFrame> frames = new ArrayList<>();
    functions.forEach(name -> frames.add(new StackFrame(name, "", true, false)));
    LoggedTask all = LoggedTask.of("", Numbers.NONE, "", frames);
    found.add(LogReport.of(LogReport.Kind.TRACE, "tracer", lines.get(at), List.of(all)));
    return end;
  }

  private static final Pattern TRACING =
      Pattern.compile("^Tracing (?:\\d+ functions for )?\"?([A-Za-z_][\\w.]*)\"?\\.\\.\\..*$");

  private static boolean isStackcount(String text) {
    return text.startsWith("Tracing ") && text.contains("Hit Ctrl-C");
  }

  private static List<String> function(String text) {
    Matcher traced = FUNCTION.matcher(text);
    if (traced.matches()) {
      return traced.group(2) == null
          ? List.of(traced.group(1))
          : List.of(traced.group(1), traced.group(2));
    }
    if (text.indexOf('(') > 0 && (text.indexOf('|') >= 0 || text.contains("funcgraph_"))) {
      Matcher graph = GRAPH.matcher(text);
      return graph.matches() ? List.of(graph.group(1)) : List.of();
    }
    Matcher tracing = TRACING.matcher(text);
    if (tracing.matches()) {
      return List.of(tracing.group(1));
    }
    Matcher caller = CALLER.matcher(text);
    return caller.matches() ? List.of(caller.group(1)) : List.of();
  }

  private static List<String> bare(String text) {
    Matcher name = BARE.matcher(text);
    return name.matches() ? List.of(name.group(1)) : function(text);
  }
}
