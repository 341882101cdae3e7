package org.fputlab.locks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lock graph in the language of Graphviz, with the evidence at each edge. */
public final class DotText {

  private DotText() {}

  /**
   * All lines.
   *
   * @param marked the nodes that a reader shall see first
   */
  public static List<String> lines(LockGraph graph, Collection<Node> marked) {
    Map<Node, String> names = new LinkedHashMap<>();
    graph.nodes().forEach(node -> names.put(node, "n" + names.size()));
    List<String> lines = new ArrayList<>();
    lines.add("digraph locks {");
    lines.add("  rankdir = LR");
    lines.add("  node [shape = box, fontname = \"monospace\"]");
    names.forEach(
        (node, name) ->
            lines.add(
                "  %s [label = %s%s]"
                    .formatted(
                        name, quoted(node.name()), marked.contains(node) ? ", color = red" : "")));
    for (Edge edge : graph.edges()) {
      lines.add(
          "  %s -> %s [label = %s]"
              .formatted(
                  names.get(edge.from()), names.get(edge.to()), quoted(edge.evidence().source())));
    }
    lines.add("}");
    return lines;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
