package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.ScheduleFile;
import org.fputlab.explore.Setting;
import org.fputlab.watch.Verdict;

/** An exploration as JSON with keys in a fixed order; {@code docs/json.md} has their meaning. */
public final class ExploreJson {

  static final String FORMAT = "fputlab-explore/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExploreJson() {}

  /** All policies of one scenario. */
  public static ObjectNode of(List<ExploreOutcome> outcomes, Exploration.Order order) {
    Setting first = outcomes.get(0).explored().setting();
    ObjectNode all = NODES.objectNode();
    all.put("format", FORMAT);
    all.put("exit_code", ExploreOutcome.exitCode(outcomes));
    all.put("scenario", first.scenario().file());
    all.put("timing", ScheduleFile.word(first.timing()));
    all.put("runs", first.limits().each());
    all.put("seed", order.seed());
    all.put("most", order.most());
    ArrayNode policies = all.putArray("policies");
    outcomes.forEach(outcome -> policies.add(policy(outcome)));
    return all;
  }

  private static ObjectNode policy(ExploreOutcome outcome) {
    Explored explored = outcome.explored();
    ObjectNode node = NODES.objectNode();
    node.put("close", explored.setting().close().word());
    node.put("result", explored.result().word());
    node.put("kind", outcome.kind().isEmpty() ? null : outcome.kind());
    node.put("expected", outcome.expected().map(Verdict::word).orElse(null));
    node.put("as_expected", outcome.isAsExpected());
    node.put("schedules", explored.schedules());
    node.put(
        "first_failing",
        explored.firstFailing().isPresent() ? explored.firstFailing().getAsLong() : null);
    node.put("strategy", explored.strategy());
    node.put("classes", explored.classes().isPresent() ? explored.classes().getAsLong() : null);
    node.put("schedule_file", outcome.savedIn().isEmpty() ? null : outcome.savedIn());
    node.put("headline", explored.found().map(found -> found.ending().why()).orElse(null));
    node.put("why", explored.why().isEmpty() ? null : explored.why());
    node.put("wall_s", outcome.wallNanos() / 1e9);
    node.put("per_s", outcome.perSecond());
    node.put("jobs", outcome.jobs());
    return node;
  }
}
