package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Evidence;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;

/** A lock graph as JSON: its nodes, and its edges between them by number, with their evidence. */
public final class GraphJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GraphJson() {}

  /** The whole graph. */
  public static ObjectNode of(LockGraph graph) {
    ObjectNode json = NODES.objectNode();
    Map<Node, Integer> numbers = new LinkedHashMap<>();
    ArrayNode nodes = json.putArray("nodes");
    for (Node node : graph.nodes()) {
      numbers.put(node, numbers.size());
      nodes.add(of(node));
    }
    ArrayNode edges = json.putArray("edges");
    for (Edge edge : graph.edges()) {
      ObjectNode one = edges.addObject();
      one.put("from", numbers.get(edge.from()));
      one.put("to", numbers.get(edge.to()));
      putModes(one, edge);
      one.set("evidence", of(edge.evidence()));
    }
    return json;
  }

  /** One node. */
  static ObjectNode of(Node node) {
    ObjectNode json = NODES.objectNode();
    json.put("kind", node.kind().word());
    json.put("class", node.lockClass());
    json.put("name", node.name());
    return json;
  }

  /** A way or a circle, edge by edge, with names for nodes. */
  public static ArrayNode path(List<Edge> edges) {
    ArrayNode path = NODES.arrayNode();
    for (Edge edge : edges) {
      ObjectNode one = path.addObject();
      one.put("from", edge.from().name());
      one.put("to", edge.to().name());
      putModes(one, edge);
      one.set("evidence", of(edge.evidence()));
    }
    return path;
  }

  /** A circle, the edge that closes it first. */
  public static ArrayNode of(Cycle cycle) {
    return path(cycle.edges());
  }

  private static void putModes(ObjectNode json, Edge edge) {
    json.put("from_shared", edge.fromShared());
    json.put("to_shared", edge.toShared());
  }

  private static ObjectNode of(Evidence evidence) {
    ObjectNode json = NODES.objectNode();
    json.put("source", evidence.source());
    json.put("who", evidence.who());
    evidence.heldAt().forEach(json.putArray("held_at")::add);
    evidence.askedAt().forEach(json.putArray("asked_at")::add);
    return json;
  }
}
