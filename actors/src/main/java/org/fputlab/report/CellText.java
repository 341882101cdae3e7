package org.fputlab.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fputlab.engine.Figures;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Setting;
import org.fputlab.explore.matrix.Cell;
import org.fputlab.explore.matrix.Known;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/** One cell of the matrix in words. */
final class CellText {

  /** Findings that a cell tells in a word beside its verdict: things other than hangs. */
  private static final Set<Finding.Kind> MARKS =
      new LinkedHashSet<>(
          List.of(
              Finding.Kind.LATE,
              Finding.Kind.HOL,
              Finding.Kind.UNFAIR,
              Finding.Kind.MISSED_FLUSH,
              Finding.Kind.SILLY_RENAME,
              Finding.Kind.UNDRAINED,
              Finding.Kind.EBUSY,
              Finding.Kind.ETXTBSY,
              Finding.Kind.FILE_MAX));

  private CellText() {}

  /** The words beside the verdict, as {@code late} or {@code hol}. */
  static List<String> marks(Cell cell) {
    List<String> marks = new ArrayList<>();
    for (Finding.Kind kind : MARKS) {
      if (cell.findings().stream().anyMatch(finding -> finding.kind() == kind)) {
        marks.add(kind.word());
      }
    }
    return marks;
  }

  /** What those words stand for. */
  static List<Finding> marked(Cell cell) {
    return cell.findings().stream().filter(finding -> MARKS.contains(finding.kind())).toList();
  }

  /** How a cell is known, in as few signs as it takes. */
  static String sign(Cell cell) {
    return switch (cell.known()) {
      case PROVED -> "p";
      case PROVED_WITHIN_BOUNDS -> "b";
      case FOUND -> "f" + Figures.count(cell.firstFailing().orElse(0));
      case NOT_FOUND -> "n";
      case A_RUN -> "r";
    };
  }

  /** How a cell is known, in a word or two. */
  static String knownShort(Cell cell) {
    return switch (cell.known()) {
      case FOUND -> "found at " + Figures.count(cell.firstFailing().orElse(0));
      case NOT_FOUND -> "no hang in " + Figures.count(cell.schedules());
      default -> cell.known().spoken();
    };
  }

  /** How a cell is known, in a sentence. */
  static String knownBy(Cell cell) {
    return switch (cell.known()) {
      case PROVED -> "proved from the steps: no order of them can hang";
      case PROVED_WITHIN_BOUNDS ->
          "proved within bounds: no order of events hangs, with %d runs of each task"
              .formatted(cell.explored().orElseThrow().setting().limits().each());
      case FOUND -> "found at schedule " + Figures.count(cell.firstFailing().orElse(0));
      case NOT_FOUND -> notFound(cell);
      case A_RUN -> "one run" + hangs(cell);
    };
  }

  private static String notFound(Cell cell) {
    return "no hang found in " + Figures.count(cell.schedules()) + " schedules";
  }

  /** Of a cell whose verdict a run gave: what is known of hangs. */
  private static String hangs(Cell cell) {
    if (cell.isHang()) {
      return "";
    }
    return switch (cell.hangs()) {
      case PROVED -> "; that it does not hang is proved";
      case PROVED_WITHIN_BOUNDS -> "; that it does not hang is proved within bounds";
      case NOT_FOUND -> "; " + notFound(cell);
      default -> cell.explored().map(Explored::why).map(why -> "; gave up: " + why).orElse("");
    };
  }

  /** The command that shows a cell again. */
  static String replay(Cell cell, long most) {
    Scenario scenario = cell.hazard().scenario();
    if (cell.known() == Known.PROVED) {
      return "./fputlab order %s --close %s"
          .formatted(Replay.quoted(scenario.file()), cell.close().word());
    }
    Optional<Explored> explored = cell.explored();
    if (explored.isPresent() && cell.known() != Known.A_RUN) {
      return "./fputlab explore %s --close %s%s -n %d --seed %d"
          .formatted(
              Replay.quoted(scenario.file()),
              cell.close().word(),
              settings(explored.get()),
              cell.known() == Known.NOT_FOUND ? most : cell.schedules(),
              scenario.seed());
    }
    return Replay.command(scenario, RunOptions.of(scenario).with(cell.close()));
  }

  private static String settings(Explored explored) {
    long runs = explored.setting().limits().each();
    return (explored.isExhaustive() ? " --exhaustive" : "")
        + (runs == Setting.RUNS ? "" : " --runs " + runs);
  }

  /** What the file expects of the policy. */
  static Optional<Verdict> expected(Cell cell) {
    return Optional.ofNullable(cell.hazard().scenario().expect().get(cell.close()));
  }

  /** Whether it is what the file expects, or that expects nothing. */
  static boolean isAsExpected(Cell cell) {
    return expected(cell).map(expected -> expected == cell.verdict()).orElse(true);
  }
}
