package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Moments;
import org.fputlab.engine.Pace;
import org.fputlab.fault.Switchboard;
import org.fputlab.scenario.running.LiveEnd;
import org.fputlab.scenario.running.RunResult;

/** What is told of a live run, or of its replay, and of no other. */
final class LiveText {

  /** A machine that lost less than a second of real time kept up. */
  private static final double NOT_WORTH_TELLING_NANOS = 1e9;

  private LiveText() {}

  /** How it kept up, and what was done to it. */
  static List<String> notes(RunResult result) {
    List<String> lines = new ArrayList<>();
    if (result.live().isEmpty()) {
      return lines;
    }
    for (Switchboard.Active fault : result.faults()) {
      lines.add(
          "  fault #%d still at work at the end: %s %s, since %s"
              .formatted(
                  fault.id(),
                  fault.spec().on(),
                  fault.spec().what(),
                  Moments.seconds(fault.since())));
    }
    result
        .live()
        .flatMap(LiveEnd::pace)
        .ifPresent(pace -> lines.addAll(pace(pace, result.simulated())));
    return lines;
  }

  private static List<String> pace(Pace pace, long simulated) {
    if (simulated == 0 || pace.measured() == 0) {
      return List.of();
    }
    String asked = Figures.factor(pace.asked());
    double lostNanos = simulated / pace.measured() - simulated / pace.asked();
    if (lostNanos <= NOT_WORTH_TELLING_NANOS || pace.measured() >= 0.99 * pace.asked()) {
      return Paragraph.lines(
          "  ",
          "ran at %s times real time as asked, at worst %s behind"
              .formatted(asked, Figures.duration(pace.worstLag())));
    }
    return Paragraph.lines(
        "  ",
        "the machine did not keep up: %s times real time were asked for, %s were reached, at worst"
                .formatted(asked, Figures.factor(pace.measured()))
            + " %s behind; times in this report are the run's own and hold all the same"
                .formatted(Figures.duration(pace.worstLag())));
  }

  /** How a run ended before its time, with two places for when. */
  static String ended(LiveEnd end) {
    if (end.brokenOff().isEmpty()) {
      return "ended at %s of %s";
    }
    return end.pace().isPresent()
        ? "ended at %s of %s, where the recording could not go on"
        : "the recording breaks off at %s of %s";
  }

  /** What there is to say of a run that cannot be replayed. */
  static String notRecorded(RunResult result) {
    List<String> elsewhere = result.scenario().kernel().elsewhere();
    String what = elsewhere.isEmpty() ? "was done to it by hand" : "came from " + elsewhere.get(0);
    return "not recorded: what " + what + " cannot be replayed (see --record)";
  }

  /** Whether the command that replays the run is known. */
  static boolean isReplayable(RunResult result) {
    return result.live().isEmpty()
        || (result.live().get().changes() == 0 && result.scenario().kernel().elsewhere().isEmpty())
        || !result.live().get().recording().isEmpty();
  }
}
