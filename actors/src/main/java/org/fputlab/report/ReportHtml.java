package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Tables;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.Situation;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Course;
import org.fputlab.watch.Verdict;

/** What a command found as one HTML file that needs nothing else, for somebody who looks. */
public final class ReportHtml {

  private static final List<String> STYLES =
      List.of("/web/app.css", "/web/machine.css", "/report/schedule.css", "/report/report.css");

  private final ObjectNode data = JsonNodeFactory.instance.objectNode();
  private final ArrayNode parts;
  private Verdict gravest = Verdict.OK;

  private ReportHtml(String command, String title, String file) {
    data.put("command", command);
    data.put("title", title);
    data.put("file", file);
    data.put("first", 0);
    parts = data.putArray("parts");
  }

  /** One run. */
  public static String run(String command, RunResult result, RunOptions options, Course course) {
    ReportHtml report = of(command, result.scenario());
    report.add(ReportPart.of(result, options, course), result.verdict());
    RunText text = new RunText(Style.PLAIN);
    return report.page(text.header(result.scenario(), options), text.body(result, options));
  }

  /**
   * Runs of one scenario under several policies, on one scale.
   *
   * @param courses that of each run
   */
  public static String compare(List<RunResult> results, long duration, List<Course> courses) {
    ReportHtml report = of("compare", results.get(0).scenario());
    IntStream.range(0, results.size())
        .forEach(
            i -> {
              RunResult one = results.get(i);
              RunOptions options = new RunOptions(one.close(), one.seed(), duration);
              report.add(ReportPart.of(one, options, courses.get(i)), one.verdict());
            });
    CompareText text = new CompareText(Style.PLAIN);
    RunResult first = results.get(0);
    return report.page(
        text.header(first.scenario(), first.seed(), duration), text.body(results, duration));
  }

  /**
   * Explored schedules: of each policy the one that was found, run once more, or what is known
   * where none was.
   */
  public static String explore(
      List<ExploreOutcome> outcomes, Exploration.Order order, ScheduleRunner runner) {
    ReportHtml report = of("explore", outcomes.get(0).explored().setting().scenario());
    for (ExploreOutcome outcome : outcomes) {
      Explored explored = outcome.explored();
      ReportPart part =
          explored
              .found()
              .map(found -> Exploration.shown(runner, found.schedule()))
              .map(
                  found ->
                      ReportPart.of(found, runner.tables(), ExploreText.command(outcome, order)))
              .orElseGet(() -> notFound(outcome, order));
      part.about("schedules", Figures.count(explored.schedules()));
      Map<String, String> tried = ExploreText.terms(explored.setting(), order);
      if (explored.found().isEmpty()) {
        tried.put("known", ExploreText.known(explored));
      }
      part.tried(tried);
      report.add(
          part.json(),
          explored.found().map(found -> found.ending().kind().verdict()).orElse(Verdict.OK));
    }
    ExploreText text = new ExploreText(Style.PLAIN);
    return report.page(
        text.header(outcomes.get(0).explored().setting(), order), text.body(outcomes, order));
  }

  private static ReportPart notFound(ExploreOutcome outcome, Exploration.Order order) {
    Explored explored = outcome.explored();
    ReportPart part =
        new ReportPart(
            explored.setting().close().word(),
            ExploreText.words(explored.result()),
            ExploreText.headline(explored),
            ExploreText.command(outcome, order));
    part.about("close", explored.setting().close().word());
    if (explored.result() == Explored.Result.PROVED_WITHIN_BOUNDS) {
      part.mood(Verdict.OK.word());
    }
    return part;
  }

  /**
   * A saved schedule that was run once more.
   *
   * @param file where it is saved
   */
  public static String schedule(Explored.Shown shown, Tables tables, String file) {
    ReportHtml report = of("replay", shown.schedule().setting().scenario());
    report.add(
        ReportPart.of(shown, tables, Replay.schedule(file)).json(),
        shown.ending().kind().verdict());
    ScheduleText text = new ScheduleText(Style.PLAIN);
    return report.page(text.header(shown.schedule()), text.body(shown));
  }

  /**
   * What a real machine printed when it hung.
   *
   * @param files the logs
   */
  public static String read(
      List<String> files, LogReading log, Situation situation, FunctionTable table) {
    String names = String.join(", ", files);
    ReportHtml report = new ReportHtml("read", "What the log of a machine says", names);
    String command =
        "./fputlab read " + files.stream().map(Replay::quoted).collect(Collectors.joining(" "));
    report.add(LogPart.of(log, situation, table, command).json(), Verdict.WAITS);
    return report.page(
        List.of(), new ReadText(Style.PLAIN, table, false).lines(files, log, situation));
  }

  private static ReportHtml of(String command, Scenario scenario) {
    return new ReportHtml(command, scenario.title(), scenario.file());
  }

  /** The first of the gravest is what the page begins with. */
  private void add(ObjectNode part, Verdict verdict) {
    if (verdict.compareTo(gravest) > 0) {
      gravest = verdict;
      data.put("first", parts.size());
    }
    parts.add(part);
  }

  /** The file, with what a terminal shows of it. */
  private String page(List<String> header, List<String> body) {
    ArrayNode text = data.putArray("text");
    header.forEach(text::add);
    body.forEach(text::add);
    return HtmlPage.of("/report/page.html", STYLES, ScriptBundle.of("/report/report.js"), data);
  }
}
