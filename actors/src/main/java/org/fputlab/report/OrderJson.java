package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.explore.CyclesSought;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.steps.Order;
import org.fputlab.scenario.Scenario;

/** What {@code order} has found, as JSON with keys in a fixed order ({@code docs/json.md}). */
public final class OrderJson {

  static final String FORMAT = "fputlab-order/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OrderJson() {}

  /** Of a scenario under some policies. */
  public static ObjectNode of(Scenario scenario, List<OrderOutcome> outcomes, int exitCode) {
    ObjectNode json = NODES.objectNode();
    json.put("format", FORMAT);
    json.put("version", RunJson.version());
    json.put("exit_code", exitCode);
    ObjectNode file = json.putObject("scenario");
    file.put("file", scenario.file());
    file.put("title", scenario.title());
    ArrayNode policies = json.putArray("policies");
    outcomes.forEach(outcome -> policies.add(policy(outcome)));
    return json;
  }

  private static ObjectNode policy(OrderOutcome outcome) {
    Order order = outcome.order();
    ObjectNode json = NODES.objectNode();
    json.put("close", outcome.close().word());
    json.put("answer", outcome.word());
    json.put("counted", order.counted());
    json.put("expects_deadlock", outcome.expectsDeadlock());
    json.put("explained", outcome.explained().isEmpty() ? null : outcome.explained());
    json.put("programs", order.programs());
    json.put("things", order.graph().nodes().size());
    json.put("orders", order.graph().edges().size());
    ArrayNode cycles = json.putArray("cycles");
    order.cycles().forEach(cycle -> cycles.add(cycle(cycle, outcome)));
    ArrayNode alone = json.putArray("alone");
    order.alone().forEach(one -> alone.add(alone(one)));
    ArrayNode unknown = json.putArray("unknown");
    order.unknown().forEach(unknown::add);
    json.set("search", outcome.sought().map(OrderJson::search).orElse(null));
    return json;
  }

  private static ObjectNode search(CyclesSought sought) {
    ObjectNode json = NODES.objectNode();
    json.put("schedules", sought.schedules());
    if (sought.hang().isPresent()) {
      json.put("hangs", sought.hang().getAsLong());
      json.put("why", sought.why());
    } else {
      json.putNull("hangs");
      json.putNull("why");
    }
    return json;
  }

  private static ObjectNode cycle(Cycle cycle, OrderOutcome outcome) {
    ObjectNode json = NODES.objectNode();
    json.put("found", outcome.sought().map(sought -> sought.cycles().get(cycle)).orElse(null));
    ArrayNode edges = json.putArray("edges");
    for (Edge edge : cycle.edges()) {
      ObjectNode one = edges.addObject();
      one.put("from", edge.from().name());
      one.put("from_shared", edge.fromShared());
      one.put("to", edge.to().name());
      one.put("to_shared", edge.toShared());
      one.put("who", edge.evidence().who());
      one.put("why", edge.evidence().source());
      strings(one.putArray("held_at"), edge.evidence().heldAt());
      strings(one.putArray("asked_at"), edge.evidence().askedAt());
    }
    return json;
  }

  private static ObjectNode alone(Order.Alone alone) {
    ObjectNode json = NODES.objectNode();
    json.put("who", alone.who());
    json.put("waits_for", alone.node().name());
    strings(json.putArray("at"), alone.at());
    return json;
  }

  private static void strings(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
