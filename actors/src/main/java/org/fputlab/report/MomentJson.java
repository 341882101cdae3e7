package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.watch.Course;
import org.jspecify.annotations.Nullable;

/**
 * A machine at one moment as the drawings of a report take it: thousands of tasks with few stacks,
 * so that each stack stands there once and tasks have its number.
 */
final class MomentJson {

  private MomentJson() {}

  /**
   * The moment.
   *
   * @param at when, or null where that is not known
   * @param tasks as {@link TaskJson} has them
   * @param trees the tree that is shown first in front
   * @param faults the faults that were at work at some time
   */
  static ObjectNode of(
      @Nullable Long at, ArrayNode tasks, List<Course.Tree> trees, List<Course.FaultSpan> faults) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at_ns", at);
    Map<String, Integer> treeOf = new LinkedHashMap<>();
    ArrayNode all = json.putArray("trees");
    for (Course.Tree tree : trees) {
      tree.tasks().forEach(task -> treeOf.putIfAbsent(task, all.size()));
      ObjectNode one = all.addObject().put("first", tree.first()).put("tasks", tree.tasks().size());
      one.set("lines", TaskJson.texts(tree.lines()));
    }
    Map<JsonNode, Integer> stacks = new LinkedHashMap<>();
    Set<String> awaited = new LinkedHashSet<>();
    tasks.forEach(task -> awaited.add(task.path("waits_for").path("resource").asText()));
    for (JsonNode task : tasks) {
      ObjectNode one = (ObjectNode) task;
      one.put("stack", stacks.computeIfAbsent(task.get("stack"), stack -> stacks.size()));
      one.put("tree", treeOf.get(task.get("name").asText()));
      forgetItself(one, awaited);
    }
    json.set("tasks", tasks);
    ArrayNode texts = json.putArray("stacks");
    stacks.keySet().forEach(texts::add);
    ArrayNode active = json.putArray("faults");
    for (Course.FaultSpan fault : faults) {
      if (at != null && fault.since() <= at && fault.until() >= at) {
        active.addObject().put("id", fault.id()).put("on", fault.on()).put("do", fault.what());
      }
    }
    return json;
  }

  /** Every task holds its own end, which matters where somebody waits for it. */
  private static void forgetItself(ObjectNode task, Set<String> awaited) {
    String end = "end of " + task.get("name").asText();
    ArrayNode holds = (ArrayNode) task.get("holds");
    for (int i = holds.size() - 1; i >= 0; i--) {
      if (holds.get(i).get("resource").asText().equals(end) && !awaited.contains(end)) {
        holds.remove(i);
      }
    }
  }
}
