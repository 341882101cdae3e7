package org.fputlab.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Journal;
import org.fputlab.scenario.running.LiveListener;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is notable of a live run: events, and findings as they are found. A finding whose
 * figures grow is told again when it is twice as old as when it was last told.
 */
final class LiveNews implements LiveListener {

  private static final Logger EVENTS = LoggerFactory.getLogger(ActorLog.EVENTS);
  private static final Logger FINDINGS = LoggerFactory.getLogger(ActorLog.FINDINGS);

  /** When a finding was first told, and when it is told again, in nanoseconds of the run. */
  private record Told(long first, long again) {}

  private static final long AGAIN_AFTER = 1_000_000_000L;

  private final Map<String, Told> told = new LinkedHashMap<>();
  private volatile long now;

  @Override
  public void event(Journal.Event event) {
    EVENTS.info("{}", new ActorLog.Line(event.at(), event.actor(), "", event.text()));
  }

  @Override
  public void state(LiveState state) {
    now = state.machine().at();
  }

  @Override
  public void finding(Finding finding) {
    String key = finding.key();
    Told before = told.get(key);
    if (before == null) {
      told.put(key, new Told(finding.at(), finding.at() + AGAIN_AFTER));
      tell(finding, finding.at());
    } else if (now >= before.again()) {
      told.put(key, new Told(before.first(), now + (now - before.first())));
      tell(finding, now);
    }
  }

  private static void tell(Finding finding, long at) {
    String text = finding.kind().word() + ": " + finding.headline();
    ActorLog.Line line = new ActorLog.Line(at, finding.subject(), "", text);
    if (finding.implies() == Verdict.OK) {
      FINDINGS.info("{}", line);
    } else {
      FINDINGS.warn("{}", line);
    }
  }
}
