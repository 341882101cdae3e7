package org.fputlab.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Moments;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * Events and findings as lines that begin with their time, as the kernel's log has it. Long lists
 * lose their middle; {@code --json} has all.
 */
final class Timeline {

  private static final int FIRST_EVENTS = 20;
  private static final int LAST_EVENTS = 10;
  private static final int FINDINGS_OF_A_KIND = 6;
  private static final int FIRST_DETAILS = 40;
  private static final int LAST_DETAILS = 10;
  private static final int WIDEST_ACTOR = 24;
  private static final String DETAIL = "      ";

  private final Style style;

  Timeline(Style style) {
    this.style = style;
  }

  /** One line an event. */
  List<String> events(List<Journal.Event> events) {
    int time = width(events, event -> Moments.seconds(event.at()));
    int actor = Math.min(WIDEST_ACTOR, width(events, Journal.Event::actor));
    List<Journal.Event> head = events.subList(0, Math.min(FIRST_EVENTS, events.size()));
    List<Journal.Event> tail =
        events.subList(Math.max(head.size(), events.size() - LAST_EVENTS), events.size());
    List<String> lines = new ArrayList<>();
    head.forEach(event -> lines.addAll(event(event, time, actor)));
    int cut = events.size() - head.size() - tail.size();
    if (cut > 0) {
      lines.add("  ... " + Figures.count(cut) + " more events ...");
    }
    tail.forEach(event -> lines.addAll(event(event, time, actor)));
    return lines;
  }

  private List<String> event(Journal.Event event, int time, int actor) {
    String left = "  " + padLeft(Moments.seconds(event.at()), time) + "  ";
    return Paragraph.lines(left + padRight(event.actor(), actor) + "  ", event.text());
  }

  /** A heading for each finding, its details indented below. */
  List<String> findings(List<Finding> findings) {
    int time = width(findings, finding -> Moments.seconds(finding.at()));
    int kind = width(findings, finding -> finding.kind().word());
    Map<Finding.Kind, Integer> seen = new EnumMap<>(Finding.Kind.class);
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      if (seen.merge(finding.kind(), 1, Integer::sum) <= FINDINGS_OF_A_KIND) {
        lines.addAll(finding(finding, time, kind));
      }
    }
    seen.forEach((which, count) -> addCut(lines, which, count));
    return lines;
  }

  private static void addCut(List<String> lines, Finding.Kind kind, int count) {
    int cut = count - FINDINGS_OF_A_KIND;
    if (cut > 0) {
      lines.add("  ... %d more of the kind '%s': see --json ...".formatted(cut, kind.word()));
    }
  }

  private List<String> finding(Finding finding, int time, int kind) {
    String at = "  " + padLeft(Moments.seconds(finding.at()), time) + "  ";
    String word = padRight(finding.kind().word(), kind);
    List<String> lines = Paragraph.lines(at + word + "  ", finding.headline());
    lines.set(0, at + marked(finding, word) + lines.get(0).substring(at.length() + kind));
    List<String> details =
        finding.details().stream().map(detail -> (DETAIL + detail).stripTrailing()).toList();
    lines.addAll(
        isWhole(finding)
            ? details
            : Paragraph.cut(details, FIRST_DETAILS, LAST_DETAILS, DETAIL, "lines"));
    return lines;
  }

  /** What lockdep would print is read as a whole: the unsafe scenario stands at its end. */
  private static boolean isWhole(Finding finding) {
    return finding.kind() == Finding.Kind.LOCK_ORDER || finding.figures().containsKey("lockdep");
  }

  private String marked(Finding finding, String word) {
    if (finding.implies() == Verdict.OK) {
      return style.faint(word);
    }
    return finding.implies() == Verdict.DEADLOCK ? style.bad(word) : style.doubtful(word);
  }

  private static <T> int width(List<T> rows, Function<T, String> cell) {
    return rows.stream().mapToInt(row -> cell.apply(row).length()).max().orElse(0);
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
