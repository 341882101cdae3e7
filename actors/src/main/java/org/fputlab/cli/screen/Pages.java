package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView.Found;
import org.fputlab.cli.remote.LiveView.Held;
import org.fputlab.cli.remote.LiveView.Task;
import org.fputlab.engine.Figures;

/** What there is to read at length. */
final class Pages {

  private static final List<String> HELP =
      List.of(
          "Arrows, PgUp, PgDn, Home, End   choose a mailbox; so do j and k",
          "n d a i o g w                   sort by name, depth, age of the oldest request,",
          "                                requests in and out a second, gate, wait;",
          "                                the same key again sorts the other way round",
          "/                               show only names with these letters in them",
          "Enter                           everything about the task behind the mailbox",
          "c                               locks with a queue: who holds them, who waits",
          "e                               the log of the chosen mailbox's actor, and what is",
          "                                said of it; there: a all actors, d let it log at",
          "                                debug, i quiet again",
          "v                               the findings in full",
          "f                               put a fault on something; Esc keeps what is filled in",
          "x                               begin the fault that is kept",
          "l                               lift a fault",
          "[ ]  { }                        look back in the last minute, and forward: by one",
          "                                look, by ten; Esc goes to the present",
          "q, Ctrl-C                       leave; the run goes on",
          "",
          "A mailbox that belongs to no task shows a task of its pool, or one that waits for it.",
          "Times are of the run, and rates per second of the run.");

  private Pages() {}

  static List<Line> lines(Mode.Reading reading, Moment moment, Window window) {
    return switch (reading.page()) {
      case TASK -> task(reading.task(), moment);
      case LOCKS -> LockTable.whole(moment.live());
      case LOG -> log(reading.task(), moment);
      case FINDINGS -> findings(moment.live().findings(), window);
      case HELP -> HELP.stream().map(Line::plain).toList();
    };
  }

  static Line title(Mode.Reading reading, Moment moment) {
    return switch (reading.page()) {
      case TASK ->
          moment
              .task(reading.task())
              .map(task -> TaskPanel.title(task, moment.live().state().nowNs()))
              .orElse(Line.of(Ink.STRONG, reading.task()));
      case LOCKS -> Line.of(Ink.STRONG, "locks with a queue");
      case LOG ->
          reading.task().isEmpty()
              ? Line.of(Ink.STRONG, "log")
              : Line.of(Ink.STRONG, "log of " + reading.task()).and(", and what is said of it");
      case FINDINGS -> Line.of(Ink.STRONG, "findings");
      case HELP -> Line.of(Ink.STRONG, "keys");
    };
  }

  private static List<Line> task(String name, Moment moment) {
    Optional<Task> known = moment.task(name);
    if (known.isEmpty()) {
      return List.of(Line.plain("nothing is known of it now"));
    }
    Task task = known.get();
    long now = moment.live().state().nowNs();
    List<Line> lines = new ArrayList<>(TaskPanel.waits(task, now));
    section(lines, "holds", task.holds().stream().map(held -> held(held, now)).toList());
    section(lines, "stack", task.stack());
    return lines;
  }

  private static String held(Held held, long now) {
    return "%s (%s%s) for %s"
        .formatted(
            held.resource(),
            held.kind(),
            held.shared() ? ", shared" : "",
            Figures.duration(TaskPanel.age(held.sinceNs(), now)));
  }

  private static void section(List<Line> lines, String heading, List<String> content) {
    if (!content.isEmpty()) {
      lines.add(Line.empty());
      lines.add(Line.of(Ink.STRONG, heading));
      content.forEach(text -> lines.add(Line.plain("  " + text)));
    }
  }

  private static List<Line> log(String actor, Moment moment) {
    List<Line> lines =
        moment.log().until(moment.live().state().nowNs(), actor).stream()
            .map(LogLines::shown)
            .toList();
    return lines.isEmpty() ? List.of(Line.plain("nothing was told so far")) : lines;
  }

  private static List<Line> findings(List<Found> findings, Window window) {
    List<Line> lines = new ArrayList<>();
    for (Found finding : findings) {
      lines.addAll(FindingPanel.whole(finding, window.columns()));
      finding.details().forEach(detail -> lines.add(Line.plain("      " + detail)));
    }
    return lines.isEmpty() ? List.of(Line.plain("nothing was found so far")) : lines;
  }
}
