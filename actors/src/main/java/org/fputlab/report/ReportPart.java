package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Tables;
import org.fputlab.explore.Ending;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Setting;
import org.fputlab.explore.Story;
import org.fputlab.kernel.task.Meters;
import org.fputlab.locks.LockGraph;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Course;
import org.fputlab.watch.CourseRecorder;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * What a report as one HTML file shows of one policy: the one model of its data, whichever command
 * fills it. What a command knows nothing of stays away, and the page leaves its place out.
 */
final class ReportPart {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode json = NODES.objectNode();
  private final ArrayNode about;
  private final ArrayNode figures;
  private final ArrayNode findings;
  private final ArrayNode events;

  /**
   * @param name the policy
   * @param verdict in one word
   * @param headline in one sentence
   * @param replay the command that shows it again
   */
  ReportPart(String name, String verdict, String headline, String replay) {
    json.put("name", name);
    json.put("verdict", verdict);
    json.put("mood", verdict);
    json.put("headline", headline);
    about = json.putArray("about");
    json.put("replay", replay);
    figures = json.putArray("figures");
    findings = json.putArray("findings");
    events = json.putArray("events");
  }

  /** One run. */
  static ObjectNode of(RunResult result, RunOptions options, Course course) {
    ReportPart part =
        new ReportPart(
            result.close().word(),
            result.verdict().word(),
            headline(result),
            Replay.command(result, options));
    part.about("close", result.close().word());
    part.about("seed", String.valueOf(result.seed()));
    part.about("simulated", Figures.duration(result.simulated()));
    part.about("verdict", Outcome.of(result).text());
    part.figure("files opened", Figures.count(result.opened()));
    part.figure("files closed", Figures.count(result.closed()));
    part.figure("pending at the end", Figures.count(result.pending()));
    part.figure("closer's wait", times(result.closerWait()));
    part.figure("close lag", times(result.closeLag()));
    part.figure("RPC latency", times(result.rpcLatency()));
    result.findings().forEach(part::finding);
    result.events().forEach(event -> part.events.add(RunJson.event(event)));
    part.json.set("course", CourseJson.of(course));
    part.json.set("worst", CourseJson.worst(course));
    part.locks(course.locks(), course.circles());
    return part.json;
  }

  /**
   * A schedule that hangs or crashes: it has no course in time worth drawing, as no step is bound
   * to the time that it takes, but an order and an end.
   *
   * @param tables what the machine left there at its end
   */
  static ReportPart of(Explored.Shown shown, Tables tables, String replay) {
    Ending ending = shown.ending();
    Setting setting = shown.schedule().setting();
    ReportPart part =
        new ReportPart(
            setting.close().word(),
            ending.kind().verdict().word(),
            ending.why().isEmpty() ? "nothing hangs in this order of events" : ending.why(),
            replay);
    part.about("close", setting.close().word());
    ending.findings().forEach(part::finding);
    Course course = new CourseRecorder(tables, Meters.PENDING_CLOSES, 1).course(ending.at());
    part.json.set("worst", CourseJson.worst(course));
    part.locks(course.locks(), course.circles());
    part.json.set("schedule", schedule(shown.story().tasks(), shown.story().lines()));
    return part;
  }

  /** An order of events: who takes part, and what each does, line by line. */
  static ObjectNode schedule(List<String> tasks, List<Story.Line> steps) {
    ObjectNode node = NODES.objectNode();
    node.set("tasks", TaskJson.texts(tasks));
    ArrayNode lines = node.putArray("lines");
    steps.forEach(step -> lines.addObject().put("task", step.task()).put("text", step.text()));
    return node;
  }

  /** The whole of it. */
  ObjectNode json() {
    return json;
  }

  private static String headline(RunResult result) {
    return result.findings().stream()
        .filter(one -> one.implies() == result.verdict() && one.implies() != Verdict.OK)
        .findFirst()
        .map(Finding::headline)
        .orElse(Outcome.meaning(result));
  }

  private static String times(Histogram times) {
    if (times.getTotalCount() == 0) {
      return Figures.NONE;
    }
    return "p50 %s, p99 %s, max %s"
        .formatted(
            Figures.duration(times.getValueAtPercentile(50)),
            Figures.duration(times.getValueAtPercentile(99)),
            Figures.duration(times.getMaxValue()));
  }

  /** How the verdict looks, where its word is not one of a run's. */
  void mood(String mood) {
    json.put("mood", mood);
  }

  /** What was tried, and what it is worth. */
  void tried(Map<String, String> terms) {
    ArrayNode tried = json.putArray("tried");
    terms.forEach((term, text) -> tried.addArray().add(term).add(text));
  }

  void about(String term, String text) {
    about.addArray().add(term).add(text);
  }

  private void figure(String term, String text) {
    figures.addArray().add(term).add(text);
  }

  private void finding(Finding finding) {
    findings.add(RunJson.finding(finding));
  }

  /** What a log says, which does not tell when. */
  void finding(String kind, String headline, String implies, List<String> details) {
    ObjectNode finding = findings.addObject();
    finding.put("kind", kind).put("subject", "").put("headline", headline);
    finding.putNull("since_ns").putNull("at_ns").put("implies", implies);
    finding.set("details", TaskJson.texts(details));
  }

  /** The machine as a log has it: when that was is not known. */
  void machine(ArrayNode tasks, List<Course.Tree> trees) {
    json.set("worst", MomentJson.of(null, tasks, trees, List.of()));
  }

  /** The lock graph, with the circles in it that may deadlock. */
  void locks(LockGraph graph, List<List<String>> circles) {
    ObjectNode locks = GraphJson.of(graph);
    ArrayNode all = locks.putArray("circles");
    circles.forEach(circle -> all.add(TaskJson.texts(circle)));
    json.set("locks", locks);
  }
}
