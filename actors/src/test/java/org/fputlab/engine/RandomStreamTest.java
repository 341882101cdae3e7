package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static long[] numbers(RandomStream stream) {
    return LongStream.generate(stream::nextLong).limit(100).toArray();
  }

  @Test
  void sameSeedAndNameGiveTheSameNumbers() {
    assertThat(numbers(RandomStream.named(1, "arrivals")))
        .isEqualTo(numbers(RandomStream.named(1, "arrivals")));
  }

  @Test
  void otherNameOrOtherSeedGivesOtherNumbers() {
    long[] arrivals = numbers(RandomStream.named(1, "arrivals"));
    assertThat(numbers(RandomStream.named(1, "services"))).doesNotContain(arrivals);
    assertThat(numbers(RandomStream.named(2, "arrivals"))).doesNotContain(arrivals);
  }

  @Test
  void namesThatDifferByOneLetterAreFarApart() {
    assertThat(RandomStream.key(1, "nfsd-1")).isNotEqualTo(RandomStream.key(1, "nfsd-2"));
    int bits = Long.bitCount(RandomStream.key(1, "nfsd-1") ^ RandomStream.key(1, "nfsd-2"));
    assertThat(bits).isBetween(12, 52);
  }

  @Test
  void keysOfAHundredThousandThingsDiffer() {
    long key = RandomStream.key(7, "calls");
    assertThat(LongStream.range(0, 100_000).map(n -> RandomStream.key(key, n)).distinct().count())
        .isEqualTo(100_000);
  }

  @Test
  void rewoundStreamRepeatsItself() {
    RandomStream stream = RandomStream.named(1, "x");
    stream.nextLong();
    long state = stream.state();
    long[] once = numbers(stream);
    stream.rewind(state);
    assertThat(numbers(stream)).isEqualTo(once);
  }

  @Test
  void fractionsLieBetweenZeroAndOneAndAverageAHalf() {
    RandomStream stream = RandomStream.named(1, "x");
    double sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      double fraction = stream.getAsDouble();
      assertThat(fraction > 0 && fraction < 1).isTrue();
      sum += fraction;
    }
    assertThat(sum / 1_000_000).isCloseTo(0.5, within(0.0015));
  }

  /** Chi square with 6 degrees of freedom: 22.5 is passed by chance once in a thousand times. */
  @Test
  void belowIsUnbiased() {
    RandomStream stream = RandomStream.named(1, "x");
    int[] seen = new int[7];
    for (int i = 0; i < 700_000; i++) {
      seen[stream.below(7)]++;
    }
    double chiSquare = 0;
    for (int count : seen) {
      chiSquare += Math.pow(count - 100_000, 2) / 100_000;
    }
    assertThat(chiSquare).isLessThan(22.5);
  }

  @Test
  void belowReachesItsBoundsAndNotMore() {
    RandomStream stream = RandomStream.named(1, "x");
    assertThat(stream.below(1)).isZero();
    for (int i = 0; i < 10_000; i++) {
      assertThat(stream.below(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
    }
  }
}
