package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.watch.Snapshot;
import org.junit.jupiter.api.Test;

class PastTest {

  private final Past past = new Past();

  /** A state like another, at another time and with other pending closes. */
  private static LiveState at(LiveState like, long now, long pending) {
    return new LiveState(
        new Snapshot(
            now,
            like.machine().mailboxes(),
            like.machine().tasks(),
            like.machine().findings(),
            like.machine().verdict()),
        like.pace(),
        like.opened(),
        like.closed(),
        pending,
        like.backlog(),
        like.closerWait(),
        like.closeLag(),
        like.rpcLatency(),
        like.faults(),
        like.over());
  }

  @Test
  void everyStateIsKeptUntilThereAreTooMany() {
    LiveState state = new StandInRun().state();
    for (int i = 0; i < 3; i++) {
      past.add(at(state, i * 100L, i));
    }
    JsonNode json = past.json();
    assertThat(json.get("at_ns").toString()).isEqualTo("[0,100,200]");
    assertThat(json.get("pending").toString()).isEqualTo("[0,1,2]");
    assertThat(json.get("p99_ns")).hasSize(3);
  }

  @Test
  void aLongRunGetsCoarserAndKeepsItsBeginningAndItsPeaks() {
    LiveState state = new StandInRun().state();
    long peak = 1_000_000;
    for (int i = 0; i < 10 * Past.MOST; i++) {
      past.add(at(state, i, i == 4_321 ? peak : 1));
    }
    JsonNode json = past.json();
    assertThat(json.get("at_ns").size()).isBetween(Past.MOST / 2, Past.MOST);
    assertThat(json.at("/at_ns/0").asLong()).isZero();
    assertThat(json.get("pending")).anySatisfy(depth -> assertThat(depth.asLong()).isEqualTo(peak));
  }
}
