package org.fputlab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Story;
import org.fputlab.explore.matrix.Cell;
import org.fputlab.explore.matrix.HazardFile;
import org.fputlab.watch.Finding;

/** The matrix as one HTML file that needs nothing else: a click opens a cell. */
public final class MatrixHtml {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The last lines of a schedule are those that tell how it hangs. */
  private static final int MOST_LINES = 200;

  private MatrixHtml() {}

  /**
   * The whole file.
   *
   * @param most how many schedules were allowed for each cell
   */
  public static String page(List<Cell> cells, long most) {
    return HtmlPage.of(
        "/matrix/page.html",
        List.of("/web/app.css", "/web/machine.css", "/report/schedule.css", "/matrix/page.css"),
        ScriptBundle.of("/matrix/page.js"),
        data(cells, most));
  }

  private static ObjectNode data(List<Cell> cells, long most) {
    ObjectNode data = NODES.objectNode();
    data.put("about", MatrixText.ABOUT);
    data.put("legend", String.join(" ", MatrixText.counts(cells, most)));
    ArrayNode columns = data.putArray("columns");
    cells.stream().map(Cell::close).distinct().forEach(close -> columns.add(close.word()));
    ArrayNode rows = data.putArray("rows");
    MatrixText.rows(cells).forEach((hazard, row) -> rows.add(row(hazard, row, most)));
    return data;
  }

  private static ObjectNode row(HazardFile hazard, List<Cell> cells, long most) {
    ObjectNode row = NODES.objectNode();
    row.put("hazard", hazard.id());
    row.put("scenario", hazard.name());
    row.put("file", hazard.scenario().file());
    row.put("safe", hazard.isSafe());
    row.put("title", hazard.title());
    row.put("context", hazard.scenario().hazard().context());
    row.put("holds", hazard.scenario().hazard().holds());
    row.put("chain", hazard.scenario().hazard().chain());
    row.put("left_out", hazard.scenario().hazard().leftOut());
    ArrayNode sources = row.putArray("sources");
    hazard.scenario().source().forEach(sources::add);
    row.put("text", text(hazard));
    ArrayNode all = row.putArray("cells");
    cells.forEach(cell -> all.add(cell(cell, most)));
    return row;
  }

  /** The file and those that it includes. */
  private static String text(HazardFile hazard) {
    StringBuilder text = new StringBuilder();
    hazard
        .scenario()
        .texts()
        .forEach(
            (name, content) -> {
              if (name.startsWith("scenarios/")) {
                text.append("# ").append(name).append('\n').append(content.strip()).append("\n\n");
              }
            });
    return text.toString().strip();
  }

  private static ObjectNode cell(Cell cell, long most) {
    ObjectNode node = NODES.objectNode();
    node.put("close", cell.close().word());
    node.put("verdict", cell.verdict().word());
    node.put("known", CellText.knownBy(cell));
    node.put("known_short", CellText.knownShort(cell));
    node.set("marks", TaskJson.texts(CellText.marks(cell)));
    ArrayNode findings = node.putArray("findings");
    for (Finding finding : cell.told()) {
      findings.addObject().put("kind", finding.kind().word()).put("headline", finding.headline());
    }
    node.put("report", report(cell));
    ArrayNode circle = node.putArray("circle");
    cell.main()
        .map(main -> main.figures().getOrDefault("circle", List.of()))
        .ifPresent(links -> add(links, circle));
    cell.explored()
        .flatMap(Explored::found)
        .ifPresent(found -> node.set("schedule", schedule(found.story())));
    node.put("replay", CellText.replay(cell, most));
    return node;
  }

  private static void add(Object links, ArrayNode to) {
    if (links instanceof List<?> names) {
      names.forEach(name -> to.add(String.valueOf(name)));
    }
  }

  private static String report(Cell cell) {
    Optional<Finding> main = cell.main();
    return main.isEmpty()
        ? ""
        : main.get().headline() + "\n  " + String.join("\n  ", main.get().details());
  }

  private static ObjectNode schedule(Story story) {
    int cut = Math.max(0, story.lines().size() - MOST_LINES);
    return ReportPart.schedule(story.tasks(), story.lines().subList(cut, story.lines().size()));
  }
}
