package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fputlab.explore.matrix.Cell;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/** The matrix as JSON with keys in a fixed order; {@code docs/json.md} has the meaning of each. */
public final class MatrixJson {

  static final String FORMAT = "fputlab-matrix/1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MatrixJson() {}

  /**
   * All cells, row by row.
   *
   * @param most how many schedules were allowed for each
   */
  public static ObjectNode of(List<Cell> cells, long most, int exitCode) {
    ObjectNode matrix = NODES.objectNode();
    matrix.put("format", FORMAT);
    matrix.put("exit_code", exitCode);
    matrix.put("most_schedules", most);
    ArrayNode all = matrix.putArray("cells");
    cells.forEach(cell -> all.add(cell(cell, most)));
    return matrix;
  }

  private static ObjectNode cell(Cell cell, long most) {
    ObjectNode node = NODES.objectNode();
    node.put("hazard", cell.hazard().id());
    node.put("scenario", cell.hazard().name());
    node.put("safe", cell.hazard().isSafe());
    node.put("close", cell.close().word());
    node.put("verdict", cell.verdict().word());
    node.put("expected", CellText.expected(cell).map(Verdict::word).orElse(null));
    node.put("known_by", cell.known().word());
    node.put("schedules", cell.schedules());
    if (cell.firstFailing().isPresent()) {
      node.put("first_failing", cell.firstFailing().getAsLong());
    } else {
      node.putNull("first_failing");
    }
    node.put("headline", cell.main().map(Finding::headline).orElse(null));
    ArrayNode marks = node.putArray("marks");
    CellText.marks(cell).forEach(marks::add);
    node.put("replay", CellText.replay(cell, most));
    return node;
  }
}
