package org.fputlab.scenario.observed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code trace-cmd report} prints of the function_graph tracer: {@code funcgraph_entry} and
 * {@code funcgraph_exit}. Other events in it are skipped.
 */
final class TraceCmdReport implements Format {

  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(?<task>\\S.*?-\\d+)\\s+(?:\\(\\s*[\\d-]+\\)\\s+)?\\[(?<cpu>\\d{1,5})]\\s+"
              + "(?:[\\w.#]{4,8}\\s+)?(?<time>\\d{1,10}\\.\\d{6,9}):\\s+(?<event>\\w+):\\s*(?<body>.*)");
  private static final Pattern LOST =
      Pattern.compile(
          "CPU[: ]\\s?\\d+:? \\[?(?i)(?:LOST )?(\\d+ )?EVENTS?(?: DROPPED| LOST)?]?\\s*");
  private static final Pattern TALK =
      Pattern.compile("version = \\d+|CPU \\d+ is empty|trace-cmd: .*|\\s*\\d+ \\[events.*");

  /** A line without its beginning, or one that ends before its event does. */
  private static final Pattern HALF =
      Pattern.compile(
          ".*graph_(entry|exit):.*|\\s*\\S.*?-\\d+\\s+(\\(\\s*[\\d-]+\\)\\s+)?\\[\\d{1,5}]"
              + "(\\s+[\\w.#]{4,8})?(\\s+\\d{1,10}(\\.\\d{0,9}(:\\s*\\w*)?)?)?\\s*");

  private final Reading reading;
  private final TracedCalls calls;
  private final TraceClock clock;
  private boolean lost;

  TraceCmdReport(Reading reading) {
    this.reading = reading;
    this.calls = new TracedCalls(reading);
    this.clock = new TraceClock(reading);
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    if (calls.calls() > 0 && LOST.matcher(line.text()).matches()) {
      lost = true;
      calls.lost();
      return true;
    }
    Matcher parts = LINE.matcher(line.text());
    if (!parts.matches()) {
      return halfOrTalk(line);
    }
    String event = String.valueOf(parts.group("event"));
    if (!event.equals("funcgraph_entry") && !event.equals("funcgraph_exit")) {
      reading.skip(other(event), line);
      return true;
    }
    GraphCall call = GraphCall.of(String.valueOf(parts.group("body")));
    if (call == null || event.endsWith("exit") != (call.kind() == GraphCall.Kind.LEAVE)) {
      reading.skip(FunctionGraph.DAMAGED, line);
      return true;
    }
    clock.at(line, String.valueOf(parts.group("time")));
    calls.take(line, String.valueOf(parts.group("task")).strip(), call);
    return true;
  }

  private static String other(String event) {
    return event.equals("function")
        ? "lines of the function tracer, which times nothing (use function_graph)"
        : "events other than funcgraph_entry and funcgraph_exit";
  }

  private boolean halfOrTalk(Line line) {
    if (HALF.matcher(line.text()).matches()) {
      reading.skip(FunctionGraph.DAMAGED, line);
      return true;
    }
    return TALK.matcher(line.text()).matches();
  }

  @Override
  public void end() throws NotUsable {
    Damage.check(reading, calls.calls());
    if (lost) {
      reading.remark("events were dropped: the rate is at least what is written. Use trace-cmd -b");
    }
    calls.end("trace-cmd report", clock.span());
  }
}
