package org.fputlab.scenario.measured;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * A directory of measurements: {@code results.tsv} with one row a run, of which the columns {@code
 * set} and {@code run} name the files {@code runs/SET-RUN.summary} and {@code runs/SET-RUN.csv},
 * and {@code kernel} tells what it ran on. Where there is a {@code calibration.tsv}, it names
 * further runs, from which only costs are taken.
 */
public final class MeasuredRuns {

  private static final String INDEX = "results.tsv";
  private static final String RUNS = "runs/";
  private static final String CALIBRATION = "calibration.tsv";

  /** A row of the index. */
  record Entry(String name, String kernel) {}

  private final Path folder;
  private final String shown;
  private final List<Problem> problems = new ArrayList<>();

  private MeasuredRuns(Path folder, String shown) {
    this.folder = folder;
    this.shown = shown;
  }

  /**
   * Reads all runs of a directory, in the order of its index.
   *
   * @param shown how problems name the directory
   */
  public static Measurements read(Path folder, String shown) throws ScenarioProblems {
    MeasuredRuns reader = new MeasuredRuns(folder, shown);
    List<MeasuredRun> runs = reader.runs(INDEX);
    List<MeasuredRun> calibrating = new ArrayList<>(runs);
    if (Files.exists(folder.resolve(CALIBRATION))) {
      calibrating.addAll(reader.runs(CALIBRATION));
    }
    if (!reader.problems.isEmpty()) {
      throw new ScenarioProblems(reader.problems);
    }
    return new Measurements(runs, Calibration.from(calibrating));
  }

  private List<MeasuredRun> runs(String index) {
    List<MeasuredRun> runs = new ArrayList<>();
    entries(index).forEach(entry -> run(entry, runs));
    return runs;
  }

  private List<Entry> entries(String index) {
    List<String> lines = lines(index);
    List<Entry> names = new ArrayList<>();
    if (lines.isEmpty()) {
      return names;
    }
    List<String> columns = List.of(lines.get(0).split("\t", -1));
    int set = columns.indexOf("set");
    int run = columns.indexOf("run");
    int kernel = columns.indexOf("kernel");
    if (set < 0 || run < 0) {
      refuse(index, 1, "has no column " + (set < 0 ? "set" : "run"), "Its columns have names");
      return names;
    }
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length == columns.size()) {
        names.add(new Entry(cells[set] + "-" + cells[run], kernel < 0 ? "" : cells[kernel]));
      } else {
        String rule = "has " + cells.length + " columns, and not " + columns.size();
        refuse(index, i + 1, rule, "One row is one run");
      }
    }
    if (lines.size() == 1) {
      refuse(index, 1, "has no runs", "Add a row for each run");
    }
    return names;
  }

  private void run(Entry entry, List<MeasuredRun> runs) {
    String summary = RUNS + entry.name() + ".summary";
    String looks = RUNS + entry.name() + ".csv";
    List<String> text = lines(summary);
    List<String> backlog = lines(looks);
    if (text.isEmpty() || backlog.isEmpty()) {
      return;
    }
    RunReader reader = new RunReader((file, line, rule) -> refuse(file, line, rule, ""));
    MeasuredRun run = reader.run(entry, summary, text, looks, backlog);
    if (run != null) {
      runs.add(run);
    }
  }

  /** The lines of a file; none where there is a problem. */
  private List<String> lines(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      String hint =
          name.endsWith(".tsv") ? "It names the runs, one a row" : "The index has that run";
      refuse(name, 0, "there is no such file", hint);
      return List.of();
    }
    try {
      String text = Files.readString(file);
      List<String> lines = text.lines().toList();
      if (lines.isEmpty()) {
        refuse(name, 0, "is empty", "");
      } else if (name.startsWith(RUNS) && !text.endsWith("\n")) {
        refuse(name, lines.size(), "is no whole line: is the file cut", "");
      }
      return lines;
    } catch (CharacterCodingException binary) {
      refuse(name, 0, "is not text in UTF-8", "");
    } catch (IOException failed) {
      refuse(name, 0, "cannot be read: " + failed.getMessage(), "");
    }
    return List.of();
  }

  private void refuse(String file, int line, String rule, String hint) {
    problems.add(new Problem(shown + "/" + file, line, "", "", rule, hint));
  }
}
