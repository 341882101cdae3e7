package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.cli.screen.MailboxRows.Row;
import org.fputlab.engine.Figures;
import org.fputlab.report.Paragraph;
import org.jline.utils.AttributedString;

/** The whole screen, drawn from what is chosen and what was last heard of the run. */
final class Picture {

  private static final int NOTICE_ROWS = 3;

  private final Screen screen;
  private final Moment moment;
  private final Window window;
  private final List<Line> lines = new ArrayList<>();

  private Picture(Screen screen, Moment moment, Window window) {
    this.screen = screen;
    this.moment = moment;
    this.window = window;
  }

  /** As many lines as the window has rows, none wider than it. */
  static List<AttributedString> of(Screen screen, Moment moment, Window window, boolean inColour) {
    return new Picture(screen, moment, window)
        .drawn().stream().map(line -> line.drawn(window.columns(), inColour)).toList();
  }

  private List<Line> drawn() {
    if (window.isTooSmall()) {
      lines.add(Line.plain(Window.needed()));
      fillUp(window.rows());
      return lines;
    }
    lines.addAll(Header.of(moment.live().state()));
    if (screen.mode() instanceof Mode.Reading reading) {
      page(reading);
    } else {
      mailboxesAndPanels();
    }
    fillUp(window.rows() - 1 - notice().size());
    lines.addAll(notice());
    lines.add(Line.of(Ink.FAINT, help()));
    return lines;
  }

  private void fillUp(int to) {
    while (lines.size() < to) {
      lines.add(Line.empty());
    }
  }

  private List<Line> notice() {
    List<Line> notice = new ArrayList<>();
    if (moment.back() > 0) {
      String ago = Figures.duration(moment.back());
      notice.add(Line.of(Ink.CHOSEN, "looking back " + ago + "   [ ] by one look  Esc now"));
    }
    if (!moment.trouble().isEmpty()) {
      notice.add(Line.of(Ink.BAD, moment.trouble()));
    }
    screen.notice().stream()
        .flatMap(line -> Paragraph.lines("", line, window.columns()).stream())
        .limit(NOTICE_ROWS)
        .forEach(line -> notice.add(Line.of(Ink.STRONG, line)));
    return notice;
  }

  private void page(Mode.Reading reading) {
    List<Line> all = Pages.lines(reading, moment, window);
    int room = window.body() - notice().size();
    int first = Math.max(0, Math.min(reading.scrolled(), all.size() - room));
    int last = Math.min(all.size(), first + room);
    String place = all.size() <= room ? "" : "  %d-%d of %d".formatted(first + 1, last, all.size());
    lines.add(Pages.title(reading, moment).and(place));
    lines.addAll(all.subList(first, last));
  }

  private void mailboxesAndPanels() {
    List<Row> all = MailboxRows.of(moment.live(), screen.choice());
    List<Panel> panels = Panels.of(screen, moment);
    int body = window.body() - notice().size();
    List<Integer> rooms = Panel.rooms(panels, all.size(), body);
    List<Line> below = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      below.addAll(panels.get(i).shown(rooms.get(i)));
    }
    mailboxes(all, body - below.size());
    lines.addAll(below);
  }

  private void mailboxes(List<Row> all, int room) {
    int chosen = MailboxRows.chosen(all, screen.choice());
    int first = Math.max(0, Math.min(chosen - room / 2, all.size() - room));
    int last = Math.min(all.size(), first + room);
    List<Row> shown = all.subList(first, last);
    MailboxTable table = MailboxTable.within(window.columns(), shown, screen.choice().sort());
    tellPlace(first, last, all.size());
    lines.add(table.heading());
    lines.addAll(table.lines(shown, chosen - first));
    for (int i = shown.size(); i < room; i++) {
      lines.add(Line.empty());
    }
  }

  /** At the right of the first line, which of how many mailboxes are to be seen. */
  private void tellPlace(int first, int last, int of) {
    String filter = screen.choice().filter();
    String place = last - first == of ? "" : "%d-%d of %d".formatted(first + 1, last, of);
    String text = (place + (filter.isEmpty() ? "" : (" with \"" + filter + "\""))).strip();
    Line title = lines.get(0);
    int gap = window.columns() - title.text().length() - text.length();
    if (!text.isEmpty() && gap > 1) {
      title.and(" ".repeat(gap)).and(Ink.STRONG, text);
    }
  }

  private String help() {
    Mode mode = screen.mode();
    if (mode instanceof Mode.Filtering) {
      return "show only names with: " + screen.choice().filter() + "_   Enter keep  Esc all";
    } else if (mode instanceof Mode.Injecting) {
      return "Up/Down choose  Tab complete  Enter next, at the last: inject  Esc leave it";
    } else if (mode instanceof Mode.Lifting) {
      return "Up/Down choose  Enter lift  r lift all  Esc leave them";
    } else if (mode instanceof Mode.Reading reading) {
      String scroll = "Up/Down PgUp/PgDn scroll  ";
      return scroll + (reading.page() == Mode.Page.LOG ? log(reading.task()) : "") + "Esc back";
    }
    return "Enter task  c locks  e log  v findings  f fault  l lift  [ back  ? keys  q quit";
  }

  private static String log(String actor) {
    return actor.isEmpty() ? "a only the chosen actor  " : "a all  d debug  i quiet  ";
  }
}
