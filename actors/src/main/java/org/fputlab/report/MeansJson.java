package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fputlab.engine.Series;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Estimate;
import org.fputlab.watch.PairedDifference;
import org.fputlab.watch.SteadyMean;

/** Means and differences of means as JSON, with their intervals. */
final class MeansJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MeansJson() {}

  /**
   * The mean after the warm-up, or null where it has no interval.
   *
   * @param steady whether the run may have been in a steady state
   */
  static JsonNode steady(Series durations, boolean steady) {
    Optional<SteadyMean> mean = steady ? SteadyMean.of(durations) : Optional.empty();
    return mean.<JsonNode>map(MeansJson::steady).orElse(NODES.nullNode());
  }

  private static ObjectNode steady(SteadyMean mean) {
    ObjectNode steady = interval(mean.estimate(), mean.low(MeanText.LEVEL));
    steady.put("warm_up", mean.warmUp());
    steady.put("counted", mean.counted());
    return steady;
  }

  private static ObjectNode interval(Estimate estimate, double low) {
    ObjectNode node = NODES.objectNode();
    node.put("mean_ns", estimate.mean());
    node.put("low_ns", low);
    node.put("high_ns", estimate.high(MeanText.LEVEL));
    return node;
  }

  /** How each run differs from the first. */
  static ArrayNode differences(List<RunResult> results) {
    ArrayNode differences = NODES.arrayNode();
    for (RunResult other : results.subList(1, results.size())) {
      ObjectNode node = differences.addObject();
      node.put("close", other.close().word());
      node.put("against", results.get(0).close().word());
      node.set("closer_wait", difference(DifferenceTable.closerWait(other, results.get(0))));
      node.set("rpc_latency", difference(DifferenceTable.rpcLatency(other, results.get(0))));
    }
    return differences;
  }

  private static JsonNode difference(Optional<PairedDifference> told) {
    if (told.isEmpty()) {
      return NODES.nullNode();
    }
    Estimate estimate = told.get().estimate();
    ObjectNode node = interval(estimate, estimate.low(MeanText.LEVEL));
    OptionalDouble saved = told.get().varianceSaved();
    node.set(
        "variance_saved",
        saved.isPresent() ? NODES.numberNode(saved.getAsDouble()) : NODES.nullNode());
    node.put("pairs", told.get().pairs());
    return node;
  }
}
