package org.fputlab.cli.screen;

import java.util.List;
import org.fputlab.cli.remote.LiveView.Pace;
import org.fputlab.cli.remote.LiveView.State;
import org.fputlab.cli.remote.LiveView.Times;
import org.fputlab.engine.Figures;

/** The run as a whole, in four lines that fit into 80 columns. */
final class Header {

  private Header() {}

  static List<Line> of(State state) {
    return List.of(title(state), time(state), counts(state), times(state));
  }

  private static Line title(State state) {
    return Line.of(Ink.STRONG, state.scenario().file())
        .and("  close %s  seed %d".formatted(state.close(), state.seed()));
  }

  private static Line time(State state) {
    String end = state.durationNs() > 0 ? " of " + Figures.exactDuration(state.durationNs()) : "";
    Line line = Line.plain("time " + Figures.duration(state.nowNs()) + end + "  ");
    pace(line, state.pace());
    return line.and("  verdict ").and(verdictInk(state.verdict()), state.verdict());
  }

  private static Ink verdictInk(String verdict) {
    return verdict.equals("ok") ? Ink.GOOD : Ink.of(verdict);
  }

  private static void pace(Line line, Pace pace) {
    line.and(
        "pace %s of %s  ".formatted(Figures.factor(pace.measured()), Figures.factor(pace.asked())));
    String lag = Figures.duration(Math.max(0, pace.lagNs()));
    if (pace.keepsUp()) {
      line.and("lag " + lag);
    } else {
      line.and(Ink.BAD, "behind by " + lag);
    }
  }

  private static Line counts(State state) {
    Double growth = state.growthPerS();
    String perSecond = Figures.growth(growth == null ? Double.NaN : growth);
    return Line.of(Ink.STRONG, "pending " + Figures.count(state.pending()))
        .and(growth == null ? "  growth not known yet" : "  growth " + perSecond + "/s")
        .and("  opened " + Figures.count(state.opened()))
        .and("  closed " + Figures.count(state.closed()));
  }

  private static Line times(State state) {
    return Line.plain("closer's wait p99 " + duration(state.closerWait().p99Ns()))
        .and(" max " + duration(state.closerWait().maxNs()))
        .and("  close lag p99 " + duration(state.closeLag()))
        .and("  RPC p99 " + duration(state.rpcLatency()));
  }

  private static String duration(Times times) {
    return duration(times.p99Ns());
  }

  private static String duration(@org.jspecify.annotations.Nullable Long nanos) {
    return nanos == null ? "-" : Figures.duration(nanos);
  }
}
