package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.fputlab.watch.TaskState;
import org.jspecify.annotations.Nullable;

/** Tasks at one moment as JSON; {@code docs/http.md} has the meaning of each field. */
public final class TaskJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TaskJson() {}

  /**
   * Every task.
   *
   * @param whole with stack and holds, which are most of it
   */
  public static ArrayNode of(List<TaskState> tasks, boolean whole) {
    ArrayNode array = NODES.arrayNode();
    tasks.forEach(task -> array.add(of(task, whole)));
    return array;
  }

  /** One task. */
  public static ObjectNode of(TaskState task, boolean whole) {
    ObjectNode node = NODES.objectNode();
    node.put("pid", task.pid());
    node.put("name", task.name());
    node.put("group", task.group());
    node.put("kthread", task.kthread());
    node.put("state", word(task.state()));
    node.put("since_ns", task.since());
    node.put("work", task.work().isEmpty() ? null : task.work());
    if (whole) {
      node.set("stack", texts(task.stack()));
      ArrayNode holds = node.putArray("holds");
      task.holds().forEach(held -> holds.add(held(held)));
    }
    node.set("waits_for", awaited(task.waitsFor()));
    node.put("deadlocked", task.deadlocked());
    return node;
  }

  private static ObjectNode held(TaskState.Held held) {
    ObjectNode node = NODES.objectNode();
    node.put("resource", held.resource());
    node.put("kind", held.kind());
    node.put("shared", held.shared());
    node.put("since_ns", held.since());
    return node;
  }

  private static @Nullable ObjectNode awaited(TaskState.@Nullable Awaited awaited) {
    if (awaited == null) {
      return null;
    }
    ObjectNode node = NODES.objectNode();
    node.put("resource", awaited.resource());
    node.put("kind", awaited.kind());
    node.put("shared", awaited.shared());
    node.put("sleep", word(awaited.sleep()));
    node.put("since_ns", awaited.since());
    node.set("blocked_by", texts(awaited.blockedBy()));
    node.put("fault", awaited.fault() == 0 ? null : awaited.fault());
    return node;
  }

  /** Texts in their order. */
  public static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /** A constant as JSON has it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
