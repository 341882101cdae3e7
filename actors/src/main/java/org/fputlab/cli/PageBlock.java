package org.fputlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.report.WholeFile;

/** The block of a page of documentation that shows one command and what it prints. */
final class PageBlock {

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ./fputlab ";

  private final Path page;
  private final List<String> lines;
  private final int command;
  private final int end;

  private PageBlock(Path page, List<String> lines, int command, int end) {
    this.page = page;
    this.lines = lines;
    this.command = command;
    this.end = end;
  }

  /**
   * Finds the block.
   *
   * @param command the arguments of fputlab, as the page shows them
   */
  static PageBlock in(Path page, String command) throws Laboratory.BadScenario {
    List<String> lines = read(page);
    int shown = lines.indexOf(PROMPT + command);
    int end = shown < 0 ? -1 : endOfBlock(lines, shown);
    if (end < 0) {
      throw new Laboratory.BadScenario(
          List.of(
              "%s: has no block of code with the line \"%s%s\". Add one, between two lines %s."
                  .formatted(page, PROMPT, command, FENCE)));
    }
    return new PageBlock(page, lines, shown, end);
  }

  private static int endOfBlock(List<String> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> read(Path page) throws Laboratory.BadScenario {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
      throw new Laboratory.BadScenario(List.of(page + ": " + reason));
    }
  }

  /** Replaces what the block shows below the command. */
  void show(List<String> printed) throws IOException {
    List<String> all = new ArrayList<>(lines.subList(0, command + 1));
    all.addAll(printed);
    all.addAll(lines.subList(end, lines.size()));
    try (WholeFile file = WholeFile.open(page)) {
      file.write(String.join("\n", all) + "\n");
    }
  }
}
