package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the screen below the mailboxes.
 *
 * @param title its first line, which is always shown
 * @param lines the others, as many as there is room for
 * @param vital whether it comes before everything else
 */
record Panel(Line title, List<Line> lines, boolean vital) {

  /** Of what the mailboxes and panels share, the mailboxes have at least so much. */
  private static final double MAILBOXES = 0.35;

  private static final int FEWEST_MAILBOXES = 2;

  static Panel of(Line title, List<Line> lines) {
    return new Panel(title, lines, false);
  }

  static Panel vital(Line title, List<Line> lines) {
    return new Panel(title, lines, true);
  }

  /** The title and the first lines; the last of them says how many more there are. */
  List<Line> shown(int room) {
    List<Line> shown = new ArrayList<>();
    shown.add(title);
    boolean cut = room > 1 && room < lines.size();
    int whole = Math.min(lines.size(), cut ? room - 1 : room);
    shown.addAll(lines.subList(0, whole));
    if (cut) {
      shown.add(Line.of(Ink.FAINT, "  ... " + (lines.size() - whole) + " more"));
    }
    return shown;
  }

  /**
   * How many lines besides its title each panel gets of {@code rows}, so that the mailboxes have
   * their part; in turn, two for the first and one for each other, until there are no more or all
   * have enough.
   */
  static List<Integer> rooms(List<Panel> panels, int mailboxes, int rows) {
    int left = rows - panels.size();
    int[] rooms = new int[panels.size()];
    for (int i = 0; i < rooms.length; i++) {
      if (panels.get(i).vital) {
        rooms[i] = Math.max(0, Math.min(panels.get(i).lines.size(), left - FEWEST_MAILBOXES));
        left -= rooms[i];
      }
    }
    left -= Math.min(mailboxes, Math.max(FEWEST_MAILBOXES, (int) Math.ceil(left * MAILBOXES)));
    share(panels, rooms, left);
    List<Integer> list = new ArrayList<>();
    for (int room : rooms) {
      list.add(room);
    }
    return list;
  }

  private static void share(List<Panel> panels, int[] rooms, int lines) {
    int left = lines;
    boolean given = true;
    while (given && left > 0) {
      given = false;
      for (int i = 0; i < rooms.length && left > 0; i++) {
        int want = panels.get(i).lines.size() - rooms[i];
        int more = Math.min(Math.min(want, i == 0 ? 2 : 1), left);
        rooms[i] += more;
        left -= more;
        given |= more > 0;
      }
    }
  }
}
