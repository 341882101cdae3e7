package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.explore.ClosingAnswer;
import org.fputlab.explore.Explored;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.locks.Cycle;
import org.fputlab.scenario.closing.Closer;
import org.fputlab.scenario.closing.ClosingContext;
import org.fputlab.scenario.closing.HeldLock;
import org.jspecify.annotations.Nullable;

/** Whether a close may be made in place, as JSON with keys in a fixed order. */
public final class MayISyncJson {

  static final String FORMAT = "fputlab-may-i-sync/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MayISyncJson() {}

  /**
   * The answer, and what it rests on.
   *
   * @param real a real kernel's graph, or null where none was given
   */
  public static ObjectNode of(MayISync answer, @Nullable UnderAClose real) {
    ObjectNode json = NODES.objectNode();
    json.put("format", FORMAT);
    json.put("version", RunJson.version());
    json.put("exit_code", answer.exitCode());
    json.set("asked", asked(answer.context()));
    json.put("answer", answer.answer().word());
    strings(json.putArray("only_held"), List.copyOf(answer.strangers()));
    ArrayNode files = json.putArray("files");
    answer.answers().forEach(one -> files.add(file(one)));
    if (real == null) {
      json.putNull("kernel");
    } else {
      ArrayNode kernel = json.putArray("kernel");
      answer.seen().forEach(one -> kernel.add(LocksJson.holding(real, one)));
    }
    return json;
  }

  private static ObjectNode asked(ClosingContext context) {
    ObjectNode json = NODES.objectNode();
    strings(json.putArray("holding"), context.holding().stream().map(HeldLock::word).toList());
    json.put("thread", context.closer().word());
    json.put("queue", context.closer() == Closer.WORKER ? context.queue() : null);
    json.put("in_call", context.call().isEmpty() ? null : context.call());
    return json;
  }

  private static ObjectNode file(ClosingAnswer answer) {
    ObjectNode json = NODES.objectNode();
    json.put("file", answer.file());
    json.put("known", answer.known().word());
    json.put("order", OrderOutcome.word(answer.order().answer()));
    strings(
        json.putArray("cycles"), answer.order().cycles().stream().map(Cycle::toString).toList());
    Explored explored = answer.explored().orElse(null);
    if (explored == null) {
      json.putNull("schedules");
      json.putNull("why");
    } else {
      json.put("schedules", explored.schedules());
      json.put("why", explored.found().map(found -> found.ending().why()).orElse(null));
    }
    strings(json.putArray("only_held"), answer.strangers());
    strings(json.putArray("source"), answer.scenario().source());
    return json;
  }

  private static void strings(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
