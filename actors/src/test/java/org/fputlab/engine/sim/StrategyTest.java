package org.fputlab.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrategyTest {

  private static int[] choices(Strategy strategy) {
    return IntStream.range(0, 1000).map(i -> strategy.choose(1 + i % 10)).toArray();
  }

  @Test
  void fifoTakesTheLongestWaiting() {
    assertThat(choices(Strategy.fifo())).containsOnly(0);
  }

  @Test
  void randomIsTheSameFromTheSameSeed() {
    assertThat(choices(Strategy.random(1))).isEqualTo(choices(Strategy.random(1)));
    assertThat(choices(Strategy.random(1))).isNotEqualTo(choices(Strategy.random(2)));
  }

  @Test
  void randomChoosesAmongAllThatAreRunnable() {
    Strategy strategy = Strategy.random(1);
    assertThat(IntStream.range(0, 1000).map(i -> strategy.choose(5)).boxed())
        .containsOnly(0, 1, 2, 3, 4)
        .contains(0, 1, 2, 3, 4);
  }
}
