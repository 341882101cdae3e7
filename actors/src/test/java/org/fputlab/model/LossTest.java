package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossTest {

  private final SplittableRandom random = new SplittableRandom(3);

  private long taken(Loss loss, int requests) {
    return IntStream.range(0, requests).filter(i -> loss.takes(random.nextLong())).count();
  }

  @Test
  void certainLossTakesAll() {
    assertThat(taken(new Loss(1, 1, 0), 1000)).isEqualTo(1000);
  }

  @Test
  void takesTheShareThatItsProbabilitySays() {
    assertThat((double) taken(new Loss(0.3, 1, 0), 100_000) / 100_000)
        .isCloseTo(0.3, within(0.006));
  }

  @Test
  void considersOnlyEveryIntervalthRequest() {
    Loss loss = new Loss(1, 3, 0);
    assertThat(IntStream.range(0, 7).mapToObj(i -> loss.takes(random.nextLong())))
        .containsExactly(false, false, true, false, false, true, false);
  }

  @Test
  void takesNoMoreThanItsTimes() {
    assertThat(taken(new Loss(1, 1, 5), 1000)).isEqualTo(5);
  }
}
