package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Pace;
import org.fputlab.engine.Series;
import org.fputlab.engine.Unfinished;
import org.fputlab.fault.Switchboard;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.RunSeries;
import org.fputlab.scenario.running.RunUnfinished;
import org.fputlab.watch.Backlog;
import org.fputlab.watch.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Runs as JSON with keys in a fixed order. {@code docs/json.md} has the meaning of each; a change
 * of meaning changes the number after the slash.
 */
public final class RunJson {

  static final String RUN_FORMAT = "fputlab-run/1";
  static final String COMPARE_FORMAT = "fputlab-compare/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RunJson() {}

  /** One run. */
  public static ObjectNode of(RunResult result, RunOptions options) {
    ObjectNode run = NODES.objectNode();
    run.put("format", RUN_FORMAT);
    run.put("version", version());
    putOutcome(run, Outcome.of(result));
    run.set("scenario", scenario(result));
    run.put("close", result.close().word());
    run.put("seed", result.seed());
    run.put("duration_ns", options.duration());
    run.put("simulated_ns", result.simulated());
    run.put("replay", Replay.command(result, options));
    run.set("summary", summary(result));
    run.set("findings", findings(result.findings()));
    run.set("events", events(result.events()));
    run.set("faults_at_work", faults(result.faults()));
    run.set("live", live(result));
    run.put("steps", result.steps());
    run.put("trace_hash", String.format(Locale.ROOT, "%016x", result.traceHash()));
    return run;
  }

  /** Runs of one scenario under several policies. */
  public static ObjectNode compare(List<RunResult> results, long duration) {
    ObjectNode compare = NODES.objectNode();
    compare.put("format", COMPARE_FORMAT);
    compare.put("version", version());
    compare.put("exit_code", Outcome.exitCode(results.stream().map(Outcome::of).toList()));
    compare.put("who_pays", WhoPays.sentence(results));
    ArrayNode proved = compare.putArray("proved");
    HowKnown.proved(results).forEach(result -> proved.add(result.close().word()));
    compare.set("differences", MeansJson.differences(results));
    ArrayNode runs = compare.putArray("runs");
    for (RunResult result : results) {
      runs.add(of(result, new RunOptions(result.close(), result.seed(), duration)));
    }
    return compare;
  }

  /** The version of the program, as its jar tells it; null where it runs from no jar. */
  static @Nullable String version() {
    return RunJson.class.getPackage().getImplementationVersion();
  }

  /** The faults at work at some moment of a run. */
  private static ArrayNode faults(List<Switchboard.Active> faults) {
    ArrayNode array = NODES.arrayNode();
    for (Switchboard.Active fault : faults) {
      ObjectNode node = array.addObject();
      node.put("id", fault.id());
      node.put("on", fault.spec().on());
      node.put("do", fault.spec().kind());
      node.put("what", fault.spec().what());
      node.put("since_ns", fault.since());
    }
    return array;
  }

  private static JsonNode live(RunResult result) {
    if (result.live().isEmpty()) {
      return NODES.nullNode();
    }
    ObjectNode live = NODES.objectNode();
    live.put("changes", result.live().get().changes());
    live.put("recording", result.live().get().recording());
    live.set(
        "pace", result.live().get().pace().<JsonNode>map(RunJson::pace).orElse(NODES.nullNode()));
    return live;
  }

  private static ObjectNode pace(Pace pace) {
    ObjectNode node = NODES.objectNode();
    node.put("asked", pace.asked());
    node.put("measured", pace.measured());
    node.put("worst_lag_ns", pace.worstLag());
    return node;
  }

  private static void putOutcome(ObjectNode run, Outcome outcome) {
    run.put("verdict", outcome.verdict().word());
    if (outcome.expected().isPresent()) {
      run.put("expected", outcome.expected().get().word());
      run.put("as_expected", !outcome.isUnexpected());
    } else {
      run.putNull("expected");
      run.putNull("as_expected");
    }
    run.put("exit_code", outcome.exitCode());
    run.put("interrupted", outcome.interrupted());
  }

  private static ObjectNode scenario(RunResult result) {
    ObjectNode scenario = NODES.objectNode();
    scenario.put("file", result.scenario().file());
    scenario.put("title", result.scenario().title());
    scenario.put("cpus", result.scenario().kernel().cpus());
    return scenario;
  }

  private static ObjectNode summary(RunResult result) {
    ObjectNode summary = NODES.objectNode();
    summary.put("opened", result.opened());
    summary.put("closed", result.closed());
    summary.set("closes_per_s", finite(Figures.perSecond(result.closed(), result.simulated())));
    summary.put("pending", result.pending());
    summary.set("backlog", backlog(result.backlog()));
    RunSeries inOrder = result.inOrder();
    RunUnfinished unfinished = result.unfinished();
    summary.set(
        "closer_wait",
        times(result, result.closerWait(), inOrder.closerWait(), unfinished.closerWait()));
    summary.set(
        "close_lag", times(result, result.closeLag(), inOrder.closeLag(), unfinished.closeLag()));
    summary.set(
        "rpc_latency",
        times(result, result.rpcLatency(), inOrder.rpcLatency(), unfinished.rpcLatency()));
    return summary;
  }

  private static ObjectNode backlog(Backlog.Drift drift) {
    ObjectNode backlog = NODES.objectNode();
    backlog.put("queue", drift.queue());
    backlog.put("end", drift.end());
    backlog.put("peak", drift.peak());
    backlog.set("growth_per_s", finite(drift.perSecond()));
    backlog.set("growth_low_per_s", finite(drift.low()));
    backlog.set("growth_high_per_s", finite(drift.high()));
    backlog.put("grows", drift.grows());
    backlog.put("samples", drift.samples());
    return backlog;
  }

  private static ObjectNode times(
      RunResult result, Histogram histogram, Series inOrder, Unfinished unfinished) {
    ObjectNode times = times(histogram);
    if (inOrder.count() > 0) {
      times.put("mean_ns", inOrder.mean());
    }
    times.set("steady", MeansJson.steady(inOrder, result.isSteady()));
    times.put("unfinished", unfinished.count());
    long longest = unfinished.longest(result.simulated());
    times.set(
        "unfinished_longest_ns",
        unfinished.count() == 0 ? NODES.nullNode() : NODES.numberNode(longest));
    return times;
  }

  /** Durations, by their percentiles. */
  public static ObjectNode times(Histogram histogram) {
    ObjectNode times = NODES.objectNode();
    boolean any = histogram.getTotalCount() > 0;
    times.put("count", histogram.getTotalCount());
    times.set("mean_ns", any ? NODES.numberNode(mean(histogram)) : NODES.nullNode());
    times.set("p50_ns", any ? percentile(histogram, 50) : NODES.nullNode());
    times.set("p99_ns", any ? percentile(histogram, 99) : NODES.nullNode());
    times.set("max_ns", any ? NODES.numberNode(histogram.getMaxValue()) : NODES.nullNode());
    return times;
  }

  /** A histogram has one iterator for all who ask for its mean: one at a time. */
  public static double mean(Histogram histogram) {
    synchronized (histogram) {
      return histogram.getMean();
    }
  }

  private static JsonNode percentile(Histogram histogram, double percentile) {
    return NODES.numberNode(histogram.getValueAtPercentile(percentile));
  }

  /** JSON has no word for infinite or unknown. */
  public static JsonNode finite(double number) {
    return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
  }

  private static ArrayNode findings(List<Finding> findings) {
    ArrayNode array = NODES.arrayNode();
    findings.forEach(finding -> array.add(finding(finding)));
    return array;
  }

  /** One finding. */
  public static ObjectNode finding(Finding finding) {
    ObjectNode node = NODES.objectNode();
    node.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
    node.put("subject", finding.subject());
    node.put("headline", finding.headline());
    node.put("since_ns", finding.since());
    node.put("at_ns", finding.at());
    node.put("implies", finding.implies().word());
    ArrayNode details = node.putArray("details");
    finding.details().forEach(details::add);
    node.set("figures", figures(finding.figures()));
    return node;
  }

  private static ObjectNode figures(Map<String, Object> figures) {
    ObjectNode node = NODES.objectNode();
    figures.forEach((name, value) -> node.set(name, figure(value)));
    return node;
  }

  private static JsonNode figure(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return finite(((Number) value).doubleValue());
    }
    if (value instanceof Number number) {
      return NODES.numberNode(number.longValue());
    }
    if (value instanceof Boolean bool) {
      return NODES.booleanNode(bool);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode();
      list.forEach(element -> array.add(figure(element)));
      return array;
    }
    return NODES.textNode(value.toString());
  }

  private static ArrayNode events(List<Journal.Event> events) {
    ArrayNode array = NODES.arrayNode();
    events.forEach(event -> array.add(event(event)));
    return array;
  }

  /** One notable event. */
  public static ObjectNode event(Journal.Event event) {
    ObjectNode node = NODES.objectNode();
    node.put("at_ns", event.at());
    node.put("actor", event.actor());
    node.put("text", event.text());
    return node;
  }
}
