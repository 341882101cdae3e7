package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.explore.Ending;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Schedule;
import org.fputlab.explore.Setting;
import org.fputlab.watch.Verdict;

/** One schedule in words: what each task did, and what came of it. */
public final class ScheduleText {

  private final Style style;
  private final Timeline timeline;

  public ScheduleText(Style style) {
    this.style = style;
    this.timeline = new Timeline(style);
  }

  /** What is about to be replayed. */
  public List<String> header(Schedule schedule) {
    Setting setting = schedule.setting();
    List<String> lines = new ArrayList<>();
    Paragraph.lines("", setting.scenario().title()).forEach(line -> lines.add(style.strong(line)));
    lines.add("  scenario  " + schedule.file());
    lines.add("  close     " + setting.close().word() + ": " + RunText.meaning(setting.close()));
    lines.add(
        "  schedule  %d choices, %s timing, at most %d runs of each task, seed %d"
            .formatted(
                schedule.choices().size(),
                setting.timing().name().toLowerCase(Locale.ROOT),
                setting.limits().each(),
                schedule.seed()));
    lines.add("");
    return lines;
  }

  /** What each task did, and what is wrong with the machine then. */
  public List<String> body(Explored.Shown shown) {
    List<String> lines = story(shown);
    lines.add(
        "came to: %s, as when it was saved, with trace %016x"
            .formatted(shown.ending().kind().word().replace('_', ' '), shown.ending().hash()));
    return lines;
  }

  List<String> story(Explored.Shown shown) {
    List<String> lines = new ArrayList<>(new StoryTable(shown.story()).lines());
    lines.add("");
    if (shown.ending().findings().isEmpty()) {
      lines.addAll(Paragraph.lines("  ", shown.ending().why()));
    } else {
      lines.addAll(timeline.findings(shown.ending().findings()));
    }
    lines.add("");
    return lines;
  }

  /** What the program exits with: 0 where the file expects what came of it. */
  public static int exitCode(Explored.Shown shown) {
    Ending.Kind kind = shown.ending().kind();
    Setting setting = shown.schedule().setting();
    Verdict expected = setting.scenario().expect().get(setting.close());
    boolean isExpected = kind == Ending.Kind.NOTHING || kind.verdict() == expected;
    return isExpected ? Outcome.AS_EXPECTED : Outcome.DEADLOCK;
  }
}
