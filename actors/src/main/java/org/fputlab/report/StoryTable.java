package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.fputlab.explore.Story;

/** What each task did in a schedule: one column a task, the newest last. */
final class StoryTable {

  private static final int COLUMNS = 80;
  private static final int GAP = 2;
  private static final int NARROWEST = 18;
  private static final int WIDEST = 36;
  private static final int FIRST_LINES = 50;
  private static final int LAST_LINES = 20;

  private final Story story;
  private final List<String> tasks;
  private final int width;

  StoryTable(Story story) {
    this.story = story;
    this.tasks = story.tasks();
    int columns = Math.max(1, tasks.size());
    int fits = (COLUMNS - GAP * (columns - 1)) / columns;
    this.width = Math.min(WIDEST, Math.max(NARROWEST, fits));
  }

  /** At most 80 characters wide for up to four tasks. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(heading(this::cut));
    lines.add(heading(task -> "-".repeat(Math.min(width, task.length()))));
    List<String> body = new ArrayList<>();
    for (Story.Line line : story.lines()) {
      int column = tasks.indexOf(line.task());
      for (String part : Paragraph.lines("", line.text(), width)) {
        body.add(" ".repeat(column * (width + GAP)) + part);
      }
    }
    lines.addAll(Paragraph.cut(body, FIRST_LINES, LAST_LINES, "", "lines"));
    return lines;
  }

  private String cut(String task) {
    return task.length() <= width ? task : task.substring(0, width - 1) + "~";
  }

  private String heading(UnaryOperator<String> cell) {
    StringBuilder line = new StringBuilder();
    for (String task : tasks) {
      String text = cell.apply(task);
      line.append(text).append(" ".repeat(width + GAP - text.length()));
    }
    return line.toString().stripTrailing();
  }
}
