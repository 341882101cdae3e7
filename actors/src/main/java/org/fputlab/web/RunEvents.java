package org.fputlab.web;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Journal;
import org.fputlab.report.RunJson;
import org.fputlab.scenario.running.LiveListener;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.watch.Finding;
import org.fputlab.web.EventRing.Kind;

/**
 * Puts what a run tells of itself into the ring. A finding is told at once when it is new; that it
 * has become worse, as a wait does by lasting, is told when {@link #tellWorse} is called.
 */
final class RunEvents implements LiveListener {

  private final LiveRun run;
  private final LogLevels levels;
  private final EventRing ring;
  private final Past past;
  private final Set<String> found = new LinkedHashSet<>();
  private final Map<String, Finding> worse = new LinkedHashMap<>();

  RunEvents(LiveRun run, LogLevels levels, EventRing ring, Past past) {
    this.run = run;
    this.levels = levels;
    this.ring = ring;
    this.past = past;
  }

  @Override
  public void event(Journal.Event event) {
    ring.publish(Kind.JOURNAL, () -> RunJson.event(event));
  }

  @Override
  public synchronized void finding(Finding finding) {
    String which = finding.key();
    if (found.add(which)) {
      tell(finding);
    } else {
      worse.put(which, finding);
    }
  }

  /** Tells of each finding that has become worse since the last time how it stands now. */
  synchronized void tellWorse() {
    worse.values().forEach(this::tell);
    worse.clear();
  }

  private void tell(Finding finding) {
    ring.publish(Kind.FINDING, () -> RunJson.finding(finding));
  }

  @Override
  public void state(LiveState state) {
    past.add(state);
    ring.state(() -> StateJson.of(run, state, levels.levels()));
    if (state.over()) {
      tellWorse();
      ring.publish(Kind.END, () -> StateJson.end(run, state));
    }
  }
}
