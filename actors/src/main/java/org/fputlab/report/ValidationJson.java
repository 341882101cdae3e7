package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.fputlab.scenario.measured.Comparison;

/** A validation as JSON with keys in a fixed order; {@code docs/json.md} has their meaning. */
public final class ValidationJson {

  static final String FORMAT = "fputlab-validate/2";

  private ValidationJson() {}

  /** All comparisons, in their order. */
  public static ObjectNode of(List<Comparison> comparisons) {
    ObjectNode validation = JsonNodeFactory.instance.objectNode();
    validation.put("format", FORMAT);
    validation.put("inside", comparisons.stream().allMatch(Comparison::isInside));
    ArrayNode runs = validation.putArray("runs");
    for (Comparison comparison : comparisons) {
      ObjectNode run = runs.addObject();
      run.put("run", comparison.run().name());
      run.put("inside", comparison.isInside());
      ObjectNode figures = run.putObject("figures");
      for (Comparison.Cell cell : comparison.cells()) {
        ObjectNode figure = figures.putObject(key(cell.quantity()));
        figure.put("kernel", cell.kernel());
        figure.put("model", cell.model());
        figure.put("inside", cell.inside());
        figure.put("standing", word(cell.standing()));
        figure.put("plain", cell.plain().map(Comparison.Plain::value).orElse(null));
        figure.put("plain_standing", cell.plain().map(each -> word(each.standing())).orElse(null));
      }
    }
    return validation;
  }

  private static String word(Comparison.Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  private static String key(Comparison.Quantity quantity) {
    return switch (quantity) {
      case SLOPE -> "backlog_growth_per_s";
      case CLOSES -> "closes_per_s";
      case WAIT_P50, WAIT_P99, LAG_P50, LAG_P99 -> quantity.name().toLowerCase(Locale.ROOT) + "_ns";
      case INVERSIONS -> "newest_first";
    };
  }
}
