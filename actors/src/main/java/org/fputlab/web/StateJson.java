package org.fputlab.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.fputlab.engine.Pace;
import org.fputlab.report.Outcome;
import org.fputlab.report.RunJson;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.running.LiveState;

/** How a live run stands, as JSON; {@code docs/http.md} has the meaning of each key. */
final class StateJson {

  /** Its number changes when a key goes away or changes its meaning. */
  static final String FORMAT = "fputlab-live/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StateJson() {}

  /** The run in one object, with the log levels in force. */
  static ObjectNode of(LiveRun run, LiveState state, Map<String, String> levels) {
    ObjectNode node = NODES.objectNode();
    node.put("format", FORMAT);
    node.putObject("scenario")
        .put("file", run.scenario().file())
        .put("title", run.scenario().title());
    node.put("close", run.options().close().word());
    node.put("seed", run.options().seed());
    node.put("now_ns", state.machine().at());
    node.put("duration_ns", run.options().duration());
    node.put("over", state.over());
    node.set("pace", pace(state.pace()));
    node.put("verdict", state.machine().verdict().word());
    node.put("opened", state.opened());
    node.put("closed", state.closed());
    node.put("pending", state.pending());
    node.set("growth_per_s", RunJson.finite(state.backlog().perSecond()));
    node.set("closer_wait", RunJson.times(state.closerWait()));
    node.set("close_lag", RunJson.times(state.closeLag()));
    node.set("rpc_latency", RunJson.times(state.rpcLatency()));
    node.put("actors", state.machine().mailboxes().size());
    node.put("tasks", state.machine().tasks().size());
    node.put("findings", state.machine().findings().size());
    node.put("faults", state.faults().size());
    node.set("log", levels(levels));
    return node;
  }

  private static ObjectNode pace(Pace pace) {
    ObjectNode node = NODES.objectNode();
    node.put("asked", pace.asked());
    node.set("measured", RunJson.finite(pace.measured()));
    node.put("lag_ns", pace.lag());
    node.put("worst_lag_ns", pace.worstLag());
    node.put("keeps_up", pace.keepsUp());
    return node;
  }

  static ObjectNode levels(Map<String, String> levels) {
    ObjectNode node = NODES.objectNode();
    levels.forEach(node::put);
    return node;
  }

  /** What a run came to, as far as its verdict says. */
  static ObjectNode end(LiveRun run, LiveState state) {
    Scenario scenario = run.scenario();
    Outcome outcome =
        new Outcome(
            state.machine().verdict(),
            Optional.ofNullable(scenario.expect().get(run.options().close())),
            false);
    return NODES
        .objectNode()
        .put("verdict", outcome.verdict().word())
        .put("exit_code", outcome.exitCode());
  }
}
