package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkedLaneTest {

  private final ChunkedLane lane = new ChunkedLane();

  @Test
  void messagesComeOutInTheOrderTheyWentInOverManyChunks() {
    for (int i = 0; i < 5000; i++) {
      lane.add(i, i);
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(lane.oldestAt()).isEqualTo(i);
      assertThat(lane.poll()).isEqualTo(i);
    }
    assertThat(lane.poll()).isNull();
    assertThat(lane.oldestAt()).isEqualTo(-1);
  }

  @Test
  void orderHoldsWhenItGrowsAndShrinksByTurns() {
    int next = 0;
    int expected = 0;
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < round * 7 % 1100; i++) {
        lane.add(next, next);
        next++;
      }
      for (int i = 0; i < round * 5 % 900 && !lane.isEmpty(); i++) {
        assertThat(lane.poll()).isEqualTo(expected++);
      }
      assertThat(lane.in() - lane.out()).isEqualTo(next - expected);
      assertThat(lane.oldestAt()).isEqualTo(lane.isEmpty() ? -1 : expected);
    }
    assertThat(next).isGreaterThan(10_000);
  }

  @Test
  void carriesAMillionMessages() {
    Object message = new Object();
    for (int i = 0; i < 1_000_000; i++) {
      lane.add(message, i);
    }
    assertThat(lane.in()).isEqualTo(1_000_000);
    int taken = 0;
    while (lane.poll() != null) {
      taken++;
    }
    assertThat(taken).isEqualTo(1_000_000);
    assertThat(lane.out()).isEqualTo(1_000_000);
  }

  @Test
  void clearedLaneStartsAfresh() {
    for (int i = 0; i < 2000; i++) {
      lane.add(i, i);
    }
    lane.clear();
    assertThat(lane.isEmpty()).isTrue();
    assertThat(lane.in()).isZero();
    lane.add("a", 5);
    assertThat(lane.oldestAt()).isEqualTo(5);
    assertThat(lane.poll()).isEqualTo("a");
  }
}
