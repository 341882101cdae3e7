package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private static final long S = 1_000_000_000L;

  private final BackOff backOff = new BackOff();

  /** What fails as soon as it has been started. */
  private LongStream inARow(int count, long from) {
    long[] now = {from};
    return LongStream.range(0, count)
        .map(
            i -> {
              long delay = backOff.failedAt(now[0]);
              now[0] += delay + 1;
              return delay / S;
            });
  }

  @Test
  void eachFailureInQuickSuccessionDoublesItUpToThirtySeconds() {
    assertThat(inARow(7, 0)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void whatStayedUpForMoreThanTenSecondsBeginsAnew() {
    assertThat(backOff.failedAt(0)).isEqualTo(S);
    assertThat(backOff.failedAt(11 * S)).isEqualTo(2 * S);
    assertThat(backOff.failedAt(23 * S + 1)).isEqualTo(S);
  }

  @Test
  void theTimeThatItWasDownDoesNotCountAsUp() {
    assertThat(inARow(5, 0)).endsWith(16L);
    assertThat(backOff.failedAt(40 * S)).isEqualTo(30 * S);
    assertThat(backOff.failedAt(80 * S)).isEqualTo(30 * S);
  }
}
