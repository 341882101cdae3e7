package org.fputlab.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrategyTest {

  private static Choices open(int size) {
    return new Choices() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Option option(int place) {
        return new Option(false, place, "actor-" + place);
      }

      @Override
      public long dueAt(int place) {
        return 0;
      }

      @Override
      public Object message(int place) {
        return "a message";
      }
    };
  }

  private static int[] choices(Strategy strategy) {
    return IntStream.range(0, 1000).map(i -> strategy.choose(open(1 + i % 10))).toArray();
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
    assertThat(IntStream.range(0, 1000).map(i -> strategy.choose(open(5))).boxed())
        .containsOnly(0, 1, 2, 3, 4)
        .contains(0, 1, 2, 3, 4);
  }
}
