package org.fputlab.scenario.observed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of ftrace's function_graph tracer, with or without columns for time, CPU, task and flags
 * (kernel/trace/trace_functions_graph.c, v6.19); uftrace's with a thread's number as well. Without
 * a task column, the blocks that tell of a switch on a CPU say whose calls follow.
 */
final class FunctionGraph implements Format {

  static final String DAMAGED = "damaged lines of a trace";

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(?:(?<time>\\d+(?:\\.\\d+)?) \\|\\s+)?(?:(?<cpu>\\d{1,4})\\)\\s*)?"
              + "(?:(?<task>[^|]{0,30}?-\\d+)\\s*\\|)?(?:\\s*(?<flags>[\\w.#]{4,8}) \\|)?"
              + "(?<body>\\s*(?:[+!#*@$]? *\\d[\\d.]* us)?\\s*(?:\\[\\s*(?<tid>\\d+)])?\\s*\\|.*)");
  private static final Pattern SWITCH =
      Pattern.compile("\\s*(\\d{1,4})\\)\\s*(\\S.*?-\\d+)\\s+=>\\s+(\\S.*?-\\d+)\\s*");
  private static final Pattern TALK =
      Pattern.compile("\\s*-{20,}\\s*|.*[=]{5,}> ?\\|?\\s*|.*<[=]{5,} ?\\|?\\s*");

  /** What other events print among the calls. */
  private static final Pattern REMARK = Pattern.compile(".*\\|\\s*/\\*.*\\*/\\s*");

  private static final String CPU = "cpu ";
  private static final String NO_COLUMNS = "----";

  private static final Pattern LOST =
      Pattern.compile(
          "CPU[: ]\\s?\\d+:? \\[?(?i)(?:LOST )?(?:(\\d{1,18}) )?EVENTS?(?: DROPPED| LOST)?]?\\s*");
  private static final Pattern FUNCTION_TRACER =
      Pattern.compile(".*\\d: \\w[\\w.]* <-\\w[\\w.]*\\s*");

  private final Reading reading;
  private final TracedCalls calls;
  private final TraceClock clock;
  private final Map<String, String> running = new LinkedHashMap<>();
  private String columns = "";
  private boolean rawClock;
  private long lost;

  FunctionGraph(Reading reading) {
    this.reading = reading;
    this.calls = new TracedCalls(reading);
    this.clock = new TraceClock(reading);
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    String text = line.text();
    Matcher lostEvents = LOST.matcher(text);
    if (lostEvents.matches()) {
      lost += lostEvents.group(1) == null ? 1 : Long.parseLong(lostEvents.group(1));
      calls.lost();
      return true;
    }
    if (FUNCTION_TRACER.matcher(text).matches()) {
      reading.skip("lines of the function tracer, which times nothing (use function_graph)", line);
      return true;
    }
    Matcher switched = SWITCH.matcher(text);
    if (switched.matches()) {
      String cpu = CPU + switched.group(1);
      if (!running.containsKey(cpu)) {
        calls.rename(cpu, String.valueOf(switched.group(2)));
      }
      running.put(cpu, String.valueOf(switched.group(3)));
      return true;
    }
    return (calls.calls() > 0 && TALK.matcher(text).matches()) || graph(line);
  }

  private boolean graph(Line line) throws NotUsable {
    Matcher parts = LINE.matcher(line.text());
    if (!parts.matches()) {
      return false;
    }
    String shape = shape(parts);
    GraphCall call = GraphCall.of(String.valueOf(parts.group("body")));
    if (call == null) {
      if (shape.equals(NO_COLUMNS)) {
        return false;
      }
      if (REMARK.matcher(line.text()).matches()) {
        return true;
      }
      reading.skip(DAMAGED, line);
      return true;
    }
    if (calls.calls() <= 1) {
      columns = shape;
    }
    if (!shape.equals(columns)) {
      reading.skip(DAMAGED, line);
      return true;
    }
    time(line, parts.group("time"));
    calls.take(line, task(parts), call);
    return true;
  }

  /** Which columns a line has: all lines of a trace have the same. */
  private static String shape(Matcher parts) {
    String time = parts.group("time");
    return (time == null ? "-" : time.indexOf('.') > 0 ? "t" : "r")
        + (parts.group("cpu") == null ? "-" : "c")
        + (parts.group("task") == null ? "-" : "p")
        + (parts.group("tid") == null ? "-" : "i");
  }

  private void time(Line line, @Nullable String time) throws NotUsable {
    if (time == null) {
      return;
    }
    if (time.indexOf('.') >= 0) {
      clock.at(line, time);
    } else {
      rawClock = true;
    }
  }

  private String task(Matcher parts) {
    if (parts.group("task") != null) {
      return parts.group("task").strip();
    }
    if (parts.group("tid") != null) {
      return parts.group("tid");
    }
    String cpu = CPU + parts.group("cpu");
    return running.getOrDefault(cpu, cpu);
  }

  @Override
  public void end() throws NotUsable {
    Damage.check(reading, calls.calls());
    if (rawClock) {
      reading.remark("its times are ticks of an unknown clock (trace_clock), so it has no length");
    }
    if (lost > 0) {
      reading.remark(
          "%d events or more were lost: the rate is at least what is written. Use a larger buffer"
              .formatted(lost));
    }
    calls.end("function_graph trace", clock.span());
  }
}
