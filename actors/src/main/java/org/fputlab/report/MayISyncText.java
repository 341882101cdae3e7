package org.fputlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.fputlab.engine.Figures;
import org.fputlab.explore.ClosingAnswer;
import org.fputlab.explore.ClosingAnswer.Known;
import org.fputlab.explore.Explored;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.locks.steps.Order;
import org.fputlab.report.Table.Side;
import org.fputlab.scenario.closing.ClosingContext;

/** Whether a close may be made in place: one sentence, what it rests on, and how it hangs. */
public final class MayISyncText {

  private final Style style;

  public MayISyncText(Style style) {
    this.style = style;
  }

  /**
   * The answer.
   *
   * @param seen what real kernels were seen to do, where a dump was given
   */
  public List<String> lines(
      ClosingContext context, List<ClosingAnswer> answers, List<Holding> seen) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Paragraph.lines("", sentence(context, answers, seen)));
    lines.add("");
    lines.addAll(table(answers));
    answers.stream()
        .filter(answer -> answer.known().isHang())
        .min(Comparator.comparing(ClosingAnswer::known))
        .ifPresent(worst -> lines.addAll(how(worst)));
    return lines;
  }

  private String sentence(ClosingContext context, List<ClosingAnswer> answers, List<Holding> seen) {
    List<String> hang = files(answers, Known.HANGS);
    List<String> open = files(answers, Known.NOT_FOUND);
    List<String> kernel =
        seen.stream().filter(Holding::mayHang).map(Holding::name).distinct().toList();
    String who = context.spoken();
    if (!hang.isEmpty()) {
      return style.bad("no")
          + ": "
          + who
          + " hangs where it closes in place "
          + (hang.size() == answers.size() ? "any of these files" : "a file of " + listed(hang))
          + alsoSeen(kernel);
    }
    if (!files(answers, Known.HANGS_EITHER_WAY).isEmpty()) {
      return style.bad("no")
          + ": "
          + who
          + " hangs however the file is closed: what it holds is the trouble"
          + alsoSeen(kernel);
    }
    if (!kernel.isEmpty()) {
      return style.bad("no")
          + ": your kernel was seen to take "
          + listed(kernel)
          + " under a close; the files below did not show it";
    }
    if (!open.isEmpty()) {
      return style.doubtful("not found to hang") + ": " + who + "; that is no proof";
    }
    return style.good("yes, proved") + ": " + who + " may close these files in place";
  }

  private static String alsoSeen(List<String> kernel) {
    return kernel.isEmpty()
        ? ""
        : "; and your kernel was seen to take " + listed(kernel) + " under a close";
  }

  private static List<String> files(List<ClosingAnswer> answers, Known known) {
    return answers.stream()
        .filter(answer -> answer.known() == known)
        .map(ClosingAnswer::file)
        .collect(Collectors.toList());
  }

  private static String listed(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private List<String> table(List<ClosingAnswer> answers) {
    Table table = new Table().column(Side.LEFT, 2).column(Side.LEFT, 2).column(Side.LEFT, 2);
    table.row("file", "closed in place", "known by");
    for (ClosingAnswer answer : answers) {
      table.row(answer.file(), verdict(answer.known()), by(answer));
    }
    return table.lines();
  }

  private static String verdict(Known known) {
    return switch (known) {
      case HANGS -> "hangs";
      case HANGS_EITHER_WAY -> "hangs, put off too";
      case NOT_FOUND -> "not found to hang";
      case PROVED -> "cannot hang";
    };
  }

  private static String by(ClosingAnswer answer) {
    if (answer.explored().isEmpty()) {
      return "proved by order, for any number of tasks, any order and timing";
    }
    Explored explored = answer.explored().get();
    if (explored.found().isPresent()) {
      return "found, by schedule " + Figures.count(explored.firstFailing().orElse(0));
    }
    long schedules = explored.schedules();
    return leaves(answer.order())
        + ", not found in "
        + Figures.count(schedules)
        + (schedules == 1 ? " schedule" : " schedules");
  }

  /** What order leaves open. */
  private static String leaves(Order order) {
    return switch (order.answer()) {
      case PROVED -> "proved by order";
      case LEFT_ALONE -> "no circle, but somebody may be left waiting";
      case CYCLE -> "possible by order: " + order.cycles().get(0);
      case UNKNOWN -> "not known by order";
    };
  }

  private List<String> how(ClosingAnswer answer) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.heading("how a file of " + answer.file() + " hangs"));
    Explored.Shown found = answer.explored().orElseThrow().found().orElseThrow();
    lines.addAll(Paragraph.lines("  ", found.ending().why()));
    lines.addAll(new ScheduleText(style).story(found));
    return lines;
  }

  /** What the answer rests on, and what it does not cover. */
  public List<String> worth(List<ClosingAnswer> answers) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.heading("what this rests on"));
    answers.stream()
        .flatMap(answer -> answer.scenario().source().stream())
        .distinct()
        .forEach(source -> lines.addAll(Paragraph.lines("  ", source)));
    lines.addAll(
        Paragraph.lines(
            "  ",
            "Each file's scenario has the closer, and what else the kernel does with these locks as"
                + " told above. A driver's own release, and what else your kernel does under them,"
                + " is not in it: describe it in a scenario, or give --locks"));
    return lines;
  }
}
