package org.fputlab.cli.screen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.fputlab.cli.remote.RunEvent;
import org.fputlab.engine.Moments;

/** The last lines that a live run told, for one to read all of them or what concerns one actor. */
final class LogLines {

  private static final int KEPT = 5000;
  private static final int ACTOR = 14;

  private final Deque<RunEvent> kept = new ArrayDeque<>();
  private final Set<String> findings = new LinkedHashSet<>();

  /** Takes in a line. A finding that has become worse is told once. */
  void add(RunEvent line) {
    if (!line.finding().isEmpty() && !findings.add(line.finding())) {
      return;
    }
    kept.add(line);
    if (kept.size() > KEPT) {
      kept.remove();
    }
  }

  /**
   * What was told until {@code now}.
   *
   * @param actor only what this one tells and what is told of it; "" for everything
   */
  List<RunEvent> until(long now, String actor) {
    Pattern mention = Pattern.compile("(?<![\\w-])" + Pattern.quote(actor) + "(?![\\w-])");
    return kept.stream()
        .filter(line -> line.atNs() <= now)
        .filter(
            line ->
                actor.isEmpty()
                    || line.actor().equals(actor)
                    || mention.matcher(line.text()).find())
        .toList();
  }

  /** One line as the screen shows it. */
  static Line shown(RunEvent line) {
    String place = line.frame().isEmpty() ? "" : line.frame() + ": ";
    String time = Cell.fitRight(Moments.seconds(line.atNs()), 12) + "  ";
    String actor = Cell.fitName(line.actor(), ACTOR) + "  ";
    return switch (line.level()) {
      case RunEvent.FINDING -> Line.plain(time + actor).and(Ink.DOUBTFUL, line.text());
      case RunEvent.EVENT -> Line.plain(time + actor).and(Ink.STRONG, line.text());
      default -> Line.plain(time + actor + place + line.text());
    };
  }
}
