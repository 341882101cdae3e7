package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleWorkersTest {

  private static final int POOL = RunQueues.UNBOUND;

  private final IdleWorkers idle = new IdleWorkers();

  @Test
  void whoBecameIdleLastIsTheFirstToBeWoken() {
    idle.add(POOL, 0);
    idle.add(POOL, 1);
    assertThat(idle.asleep(POOL)).hasValue(1);
    assertThat(idle.take(POOL)).isEqualTo(1);
    assertThat(idle.take(POOL)).isZero();
    assertThat(idle.isEmpty(POOL)).isTrue();
  }

  @Test
  void whoIsWokenStaysIdleUntilItRunsAndNobodyElseIsWoken() {
    idle.add(POOL, 0);
    idle.add(POOL, 1);
    idle.wakes(1);
    assertThat(idle.asleep(POOL)).isEmpty();
    assertThat(idle.isEmpty(POOL)).isFalse();
    idle.runs(POOL, 1);
    assertThat(idle.asleep(POOL)).hasValue(0);
  }

  @Test
  void whoBecomesIdleMeanwhileIsWokenBesides() {
    idle.add(POOL, 0);
    idle.wakes(0);
    idle.add(POOL, 1);
    assertThat(idle.asleep(POOL)).hasValue(1);
    idle.wakes(1);
    assertThat(idle.asleep(POOL)).isEmpty();
    idle.runs(POOL, 0);
    idle.runs(POOL, 1);
    assertThat(idle.isEmpty(POOL)).isTrue();
  }

  @Test
  void poolsHaveListsOfTheirOwn() {
    idle.add(0, 0);
    idle.add(1, 1);
    idle.remove(0, 0);
    assertThat(idle.isEmpty(0)).isTrue();
    assertThat(idle.asleep(0)).isEmpty();
    assertThat(idle.asleep(1)).hasValue(1);
  }
}
