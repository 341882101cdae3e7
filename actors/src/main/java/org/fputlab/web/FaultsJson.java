package org.fputlab.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.FaultWord.Setting;
import org.fputlab.fault.Faults;
import org.fputlab.fault.Switchboard;
import org.fputlab.model.KernelSpec;
import org.fputlab.report.TaskJson;
import org.fputlab.scenario.FaultRequest;

/** Faults as JSON: those at work, and those that could be. */
final class FaultsJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FaultsJson() {}

  static ArrayNode active(List<Switchboard.Active> faults, long now) {
    ArrayNode array = NODES.arrayNode();
    faults.forEach(fault -> array.add(active(fault, now)));
    return array;
  }

  private static ObjectNode active(Switchboard.Active fault, long now) {
    FaultSpec spec = fault.spec();
    OptionalLong left = fault.left(now);
    ObjectNode node = NODES.objectNode();
    node.put("id", fault.id());
    node.put("on", spec.on());
    node.put("do", spec.kind());
    ObjectNode settings = node.putObject("settings");
    new TreeMap<>(spec.settings()).forEach((name, value) -> settings.set(name, number(value)));
    node.put("what", spec.what());
    node.put("since_ns", fault.since());
    node.put("age_ns", fault.age(now));
    node.put("left_ns", left.isPresent() ? left.getAsLong() : null);
    node.put("final", isFinal(fault));
    return node;
  }

  static boolean isFinal(Switchboard.Active fault) {
    return !Faults.of(fault.spec().kind()).map(kind -> kind.canBeLifted(fault.spec())).orElse(true);
  }

  /** Whole numbers without a fraction, as they were written. */
  private static JsonNode number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    return whole ? NODES.numberNode((long) value) : NODES.numberNode(value);
  }

  static ArrayNode known(KernelSpec kernel) {
    ArrayNode array = NODES.arrayNode();
    for (FaultRequest.Known fault : FaultRequest.known(kernel)) {
      ObjectNode node = array.addObject();
      node.put("do", fault.word().word());
      node.put("final", fault.isFinal());
      node.set("targets", TaskJson.texts(fault.targets()));
      ObjectNode settings = node.putObject("settings");
      put(settings, fault.word().required(), true);
      put(settings, fault.word().optional(), false);
    }
    return array;
  }

  private static void put(ObjectNode settings, Map<String, Setting> some, boolean required) {
    new TreeMap<>(some)
        .forEach(
            (name, kind) ->
                settings
                    .putObject(name)
                    .put("kind", MachineJson.word(kind))
                    .put("required", required));
  }
}
