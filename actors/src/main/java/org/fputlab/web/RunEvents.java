package org.fputlab.web;

import org.fputlab.engine.Journal;
import org.fputlab.report.RunJson;
import org.fputlab.scenario.LiveListener;
import org.fputlab.scenario.LiveRun;
import org.fputlab.scenario.LiveState;
import org.fputlab.watch.Finding;
import org.fputlab.web.EventRing.Kind;

/** Puts what a run tells of itself into the ring. */
final class RunEvents implements LiveListener {

  private final LiveRun run;
  private final LogLevels levels;
  private final EventRing ring;

  RunEvents(LiveRun run, LogLevels levels, EventRing ring) {
    this.run = run;
    this.levels = levels;
    this.ring = ring;
  }

  @Override
  public void event(Journal.Event event) {
    ring.publish(Kind.JOURNAL, () -> RunJson.event(event));
  }

  @Override
  public void finding(Finding finding) {
    ring.publish(Kind.FINDING, () -> RunJson.finding(finding));
  }

  @Override
  public void state(LiveState state) {
    ring.state(() -> StateJson.of(run, state, levels.levels()));
    if (state.over()) {
      ring.publish(Kind.END, () -> StateJson.end(run, state));
    }
  }
}
