package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Active;
import org.fputlab.engine.Figures;

/** What stands below the mailboxes: a task or a form, the findings, the faults. */
final class Panels {

  private static final int FIELD = 13;
  private static final int VALUE = 24;

  private Panels() {}

  static List<Panel> of(Screen screen, Moment moment) {
    Mode mode = screen.mode();
    LiveView live = moment.live();
    List<Panel> panels = new ArrayList<>();
    panels.add(mode instanceof Mode.Injecting form ? form(form.form()) : task(screen, moment));
    panels.addAll(locks(live));
    panels.add(findings(live));
    panels.add(
        mode instanceof Mode.Lifting lifting
            ? lifting(lifting, live)
            : faults(live, screen.prepared()));
    return panels;
  }

  private static Panel task(Screen screen, Moment moment) {
    LiveView live = moment.live();
    Optional<String> name = screen.taskLookedAt(live);
    if (name.isEmpty()) {
      return Panel.of(Line.of(Ink.STRONG, "waits").and("  nobody waits here"), List.of());
    }
    long now = live.state().nowNs();
    return moment
        .taskThen(name.get())
        .map(task -> Panel.of(TaskPanel.title(task, now), TaskPanel.waits(task, now)))
        .orElse(Panel.of(Line.of(Ink.STRONG, name.get()), List.of()));
  }

  /** Only where somebody waits for one: on a small screen each line counts. */
  private static List<Panel> locks(LiveView live) {
    List<LockTable.Lock> locks = LockTable.of(live);
    return locks.isEmpty()
        ? List.of()
        : List.of(
            Panel.of(
                Line.of(Ink.STRONG, "locks with a queue").and("  " + locks.size()),
                locks.stream().map(LockTable::brief).toList()));
  }

  private static Panel findings(LiveView live) {
    int count = live.findings().size();
    return Panel.of(
        Line.of(Ink.STRONG, "findings").and(count == 0 ? "  none so far" : "  " + count),
        FindingPanel.lines(live.findings()));
  }

  private static Panel faults(LiveView live, Optional<FaultForm> prepared) {
    Line title = faultsTitle(live);
    prepared.ifPresent(form -> title.and(Ink.FAINT, "  x begins: " + form.spoken()));
    return Panel.of(title, live.faults().active().stream().map(Panels::fault).toList());
  }

  private static Line faultsTitle(LiveView live) {
    int count = live.faults().active().size();
    return Line.of(Ink.STRONG, "faults").and(count == 0 ? "  none at work" : "  " + count);
  }

  private static Line fault(Active fault) {
    return Line.plain(
        "  #%d %s %s, at work %s%s"
            .formatted(
                fault.id(),
                fault.on(),
                fault.what(),
                Figures.duration(fault.ageNs()),
                left(fault)));
  }

  private static String left(Active fault) {
    if (fault.leftNs() != null) {
      return ", " + Figures.duration(fault.leftNs()) + " left";
    }
    return fault.lastsForGood() ? ", cannot be lifted" : ", until lifted";
  }

  private static Panel lifting(Mode.Lifting lifting, LiveView live) {
    List<Line> lines = new ArrayList<>();
    for (Active fault : live.faults().active()) {
      Line line = fault(fault);
      boolean chosen = fault.id() == lifting.fault();
      lines.add(chosen ? Line.of(Ink.CHOSEN, "> " + line.text().substring(2)) : line);
    }
    return Panel.vital(Line.of(Ink.STRONG, "lift a fault"), lines);
  }

  private static Panel form(FaultForm form) {
    List<Line> lines = new ArrayList<>();
    for (String field : form.fields()) {
      boolean focused = field.equals(form.field());
      Line line =
          Line.plain((focused ? "> " : "  ") + Cell.fit(label(field), FIELD))
              .and(focused ? Ink.CHOSEN : Ink.PLAIN, Cell.fit(form.text(field), VALUE));
      lines.add(line.and(Ink.FAINT, "  " + aside(form, field, focused)));
    }
    return Panel.vital(Line.of(Ink.STRONG, "inject a fault"), lines);
  }

  private static String label(String field) {
    return switch (field) {
      case FaultForm.ON -> "target";
      case FaultForm.DO -> "fault";
      default -> field;
    };
  }

  private static String aside(FaultForm form, String field, boolean focused) {
    if (focused && !form.words().isEmpty()) {
      List<String> matches = form.matches();
      return matches.isEmpty() ? "nothing of that name" : String.join(" ", matches);
    }
    return form.meaning(field);
  }
}
