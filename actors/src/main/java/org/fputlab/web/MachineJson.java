package org.fputlab.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.fputlab.report.RunJson;
import org.fputlab.watch.Finding;
import org.fputlab.watch.MailboxState;
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

  static ArrayNode findings(List<Finding> findings) {
    ArrayNode array = NODES.arrayNode();
    findings.forEach(finding -> array.add(RunJson.finding(finding)));
    return array;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
