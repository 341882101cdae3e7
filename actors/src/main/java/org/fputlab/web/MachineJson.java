package org.fputlab.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.fputlab.report.RunJson;
import org.fputlab.watch.Finding;
import org.fputlab.watch.MailboxState;
import org.fputlab.watch.TaskState;
import org.jspecify.annotations.Nullable;

/** Mailboxes, tasks and findings as JSON. */
final class MachineJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MachineJson() {}

  static ArrayNode mailboxes(List<MailboxState> mailboxes) {
    ArrayNode array = NODES.arrayNode();
    mailboxes.forEach(mailbox -> array.add(mailbox(mailbox)));
    return array;
  }

  private static ObjectNode mailbox(MailboxState mailbox) {
    ObjectNode node = NODES.objectNode();
    node.put("actor", mailbox.actor());
    node.put("depth", mailbox.depth());
    node.put("oldest_age_ns", mailbox.oldestAge() < 0 ? null : mailbox.oldestAge());
    node.put("in", mailbox.in());
    node.put("out", mailbox.out());
    node.set("in_per_s", RunJson.finite(mailbox.inPerSecond()));
    node.set("out_per_s", RunJson.finite(mailbox.outPerSecond()));
    node.put("gate", mailbox.open() ? "open" : "closed");
    node.put("waits_for", orNull(mailbox.waitsFor()));
    return node;
  }

  /**
   * Every task.
   *
   * @param whole with stack and holds, which are most of it
   */
  static ArrayNode tasks(List<TaskState> tasks, boolean whole) {
    ArrayNode array = NODES.arrayNode();
    tasks.forEach(task -> array.add(task(task, whole)));
    return array;
  }

  static ObjectNode task(TaskState task, boolean whole) {
    ObjectNode node = NODES.objectNode();
    node.put("pid", task.pid());
    node.put("name", task.name());
    node.put("group", task.group());
    node.put("kthread", task.kthread());
    node.put("state", word(task.state()));
    node.put("since_ns", task.since());
    node.put("work", orNull(task.work()));
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

  static ArrayNode findings(List<Finding> findings) {
    ArrayNode array = NODES.arrayNode();
    findings.forEach(finding -> array.add(RunJson.finding(finding)));
    return array;
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
