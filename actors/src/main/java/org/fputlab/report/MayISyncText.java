package org.fputlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.engine.Figures;
import org.fputlab.explore.ClosingAnswer;
import org.fputlab.explore.ClosingAnswer.Known;
import org.fputlab.explore.Explored;
import org.fputlab.locks.steps.Order;
import org.fputlab.report.Table.Side;

/** Whether a close may be made in place: one sentence, what it rests on, and how it hangs. */
public final class MayISyncText {

  private final Style style;

  public MayISyncText(Style style) {
    this.style = style;
  }

  /** The answer, file by file, and how one hangs. */
  public List<String> lines(MayISync answer) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Paragraph.lines("", sentence(answer)));
    lines.add("");
    lines.addAll(table(answer.answers()));
    answer.answers().stream()
        .filter(one -> one.known().isFound())
        .min(Comparator.comparing(ClosingAnswer::known))
        .ifPresent(worst -> lines.addAll(how(worst)));
    return lines;
  }

  private String sentence(MayISync answer) {
    String who = answer.context().spoken();
    String taken = listed(answer.taken());
    String alsoSeen =
        taken.isEmpty() ? "" : "; and your kernel was seen to take " + taken + " under a close";
    return switch (answer.answer()) {
      case NO -> style.bad("no") + ": " + who + fails(answer) + alsoSeen;
      case NO_EITHER_WAY ->
          style.bad("no")
              + ": "
              + who
              + (eitherWay(answer).allMatch(ClosingAnswer::isCrash) ? " crashes" : " hangs")
              + " however the file is closed: what it holds is the trouble"
              + alsoSeen;
      case SEEN ->
          style.bad("no")
              + ": your kernel was seen to take "
              + taken
              + " under a close; the files below did not show it";
      case NOT_FOUND -> style.doubtful("not found to hang") + ": " + who + "; that is no proof";
      case NOTHING_KNOWN ->
          style.doubtful("nothing known against it")
              + ": "
              + who
              + " may close these files in place as far as their steps go; but nothing else here takes "
              + listed(List.copyOf(answer.strangers()))
              + ", so what your kernel does under it is not in the proof";
      case YES -> style.good("yes, proved") + ": " + who + " may close these files in place";
    };
  }

  private static Stream<ClosingAnswer> eitherWay(MayISync answer) {
    return answer.answers().stream().filter(one -> one.known() == Known.HANGS_EITHER_WAY);
  }

  private static String fails(MayISync answer) {
    List<String> hang = answer.files(Known.HANGS);
    List<String> crash = answer.files(Known.CRASHES);
    List<String> all = new ArrayList<>();
    if (!hang.isEmpty()) {
      all.add(" hangs where it closes in place " + which(hang, answer));
    }
    if (!crash.isEmpty()) {
      all.add(" crashes where it closes in place " + which(crash, answer));
    }
    return String.join("; it", all);
  }

  private static String which(List<String> files, MayISync answer) {
    return files.size() == answer.answers().size()
        ? "any of these files"
        : "a file of " + listed(files);
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
      table.row(answer.file(), verdict(answer), by(answer));
    }
    return table.lines();
  }

  private static String verdict(ClosingAnswer answer) {
    return switch (answer.known()) {
      case HANGS -> "hangs";
      case CRASHES -> "crashes";
      case HANGS_EITHER_WAY -> (answer.isCrash() ? "crashes" : "hangs") + ", put off too";
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
    lines.add(
        style.heading(
            "how a file of " + answer.file() + (answer.isCrash() ? " crashes" : " hangs")));
    Explored.Shown found = answer.explored().orElseThrow().found().orElseThrow();
    lines.addAll(Paragraph.lines("  ", found.ending().why()));
    lines.addAll(new ScheduleText(style).story(found));
    return lines;
  }

  /** What the answer rests on, and what it does not cover. */
  public List<String> worth(MayISync answer) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(style.heading("what this rests on"));
    answer.answers().stream()
        .flatMap(one -> one.scenario().source().stream())
        .distinct()
        .forEach(source -> lines.addAll(Paragraph.lines("  ", source)));
    lines.addAll(
        Paragraph.lines(
            "  ",
            "Each file's scenario has the closer, and what else the kernel does with these locks as"
                + " told above. A driver's own release, and what else your kernel does under them,"
                + " is not in it: describe it in a scenario, or give --locks"));
    if (!answer.strangers().isEmpty()) {
      lines.addAll(
          Paragraph.lines(
              "  ",
              "Nothing in them but the closer takes "
                  + listed(List.copyOf(answer.strangers()))
                  + ": of it they say no more than that no close of these files does"));
    }
    return lines;
  }
}
