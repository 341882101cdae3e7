package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.fputlab.engine.RandomStream;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final int LOOKS = 600;
  private static final double LOOK_SECONDS = 0.1;

  /** The drift over 60 s of a queue of which 100 come in every look. */
  private static Backlog.Drift over(LongUnaryOperator depthAtLook) {
    long[] depths = new long[LOOKS];
    Arrays.setAll(depths, look -> depthAtLook.applyAsLong(look));
    return drift(depths, 100L * LOOKS);
  }

  private static Backlog.Drift drift(long[] depths, long arrivals) {
    long[] times = new long[depths.length];
    Arrays.setAll(times, look -> 100_000_000L * (look + 1));
    long peak = Arrays.stream(depths).max().orElse(0);
    return Backlog.drift(
        "pending closes", times, depths, depths[depths.length - 1], peak, arrivals);
  }

  /** A queue with exponential times between arrivals and of service, looked at every 100 ms. */
  private static Backlog.Drift queue(long seed, double arrivalsPerSecond, double servedPerSecond) {
    RandomStream random = RandomStream.named(seed, "queue");
    long[] depths = new long[LOOKS];
    double now = 0;
    long depth = 0;
    long arrivals = 0;
    int look = 0;
    while (look < LOOKS) {
      double rate = arrivalsPerSecond + (depth > 0 ? servedPerSecond : 0);
      now += -Math.log(random.getAsDouble()) / rate;
      while (look < LOOKS && now > (look + 1) * LOOK_SECONDS) {
        depths[look++] = depth;
      }
      if (random.getAsDouble() * rate < arrivalsPerSecond) {
        depth++;
        arrivals++;
      } else {
        depth--;
      }
    }
    return drift(depths, arrivals);
  }

  /** How many of 200 seeded runs are said to grow. */
  private static long growingOf200(double arrivalsPerSecond, double servedPerSecond) {
    long growing = 0;
    for (int seed = 1; seed <= 200; seed++) {
      growing += queue(seed, arrivalsPerSecond, servedPerSecond).grows() ? 1 : 0;
    }
    return growing;
  }

  @Test
  void constantQueueDoesNotGrow() {
    assertThat(over(look -> 5_000).grows()).isFalse();
  }

  @Test
  void queueThatIsEmptiedAgainAndAgainDoesNotGrow() {
    assertThat(over(look -> look % 7 * 100L).grows()).isFalse();
    assertThat(over(look -> look % 100 * 100L).grows()).isFalse();
  }

  @Test
  void batchesOfAJiffySeenEverLaterInTheirPeriodDoNotGrow() {
    assertThat(over(look -> look * 90L / LOOKS).grows()).isFalse();
  }

  @Test
  void queueThatIsFilledOnceDoesNotGrow() {
    assertThat(over(look -> look < 300 ? 0 : 256).grows()).isFalse();
    assertThat(over(look -> Math.min(256, look * 2L)).grows()).isFalse();
  }

  @Test
  void queueThatStaysWhereAHangLeftItDoesNotGrow() {
    assertThat(over(look -> hang(look, 50, 290, 0)).grows()).isFalse();
  }

  @Test
  void queueAtNineTenthsOfItsCapacityDoesNotGrow() {
    assertThat(growingOf200(900, 1_000)).isZero();
  }

  @Test
  void queueAtTheEdgeOfItsCapacityIsSeldomSaidToGrow() {
    assertThat(growingOf200(990, 1_000)).isLessThanOrEqualTo(2);
  }

  @Test
  void overloadOfThreeInAHundredGrows() {
    assertThat(growingOf200(1_030, 1_000)).isGreaterThan(180);
  }

  @Test
  void overloadGrowsAtItsRate() {
    Backlog.Drift drift = queue(7, 1_900, 1_000);
    assertThat(drift.grows()).isTrue();
    assertThat(drift.low()).isLessThan(900);
    assertThat(drift.high()).isGreaterThan(900);
    assertThat(drift.perSecond()).isBetween(850.0, 950.0);
  }

  @Test
  void intervalHoldsTheTrueGrowthInNearlyEveryRun() {
    int holds = 0;
    for (int seed = 1; seed <= 200; seed++) {
      Backlog.Drift drift = queue(seed, 1_200, 1_000);
      holds += drift.low() <= 200 && 200 <= drift.high() ? 1 : 0;
    }
    assertThat(holds).isGreaterThanOrEqualTo(194);
  }

  @Test
  void overloadThatIsEmptiedInWavesGrowsAllTheSame() {
    assertThat(over(look -> look * 10L + look % 20 * 50L).grows()).isTrue();
  }

  @Test
  void hangThatIsWorkedOffDoesNotGrow() {
    assertThat(over(look -> hang(look, 100, 300, 100)).grows()).isFalse();
  }

  @Test
  void hangThatIsStillBeingWorkedOffDoesNotGrow() {
    for (int end = 250; end <= 550; end += 50) {
      int until = end;
      assertThat(over(look -> hang(look, until - 200, until, 10)).grows())
          .as("hang until look %d", until)
          .isFalse();
    }
  }

  @Test
  void hangFromTheMiddleToTheEndGrowsAtTheRateOfItsSecondHalf() {
    Backlog.Drift drift = over(look -> hang(look, 300, LOOKS, 0));
    assertThat(drift.grows()).isTrue();
    assertThat(drift.perSecond()).isBetween(990.0, 1_010.0);
    assertThat(over(look -> hang(look, 400, LOOKS, 0)).grows()).isTrue();
  }

  /** 100 come a look; none is done during the hang, then so many more than come. */
  private static long hang(long look, long from, long until, long drained) {
    long pile = 100 * Math.max(0, Math.min(look, until) - from);
    return Math.max(0, pile - drained * Math.max(0, look - until)) + look * 37 % 11;
  }

  @Test
  void tooFewLooksTellNothing() {
    assertThat(drift(new long[] {1, 2, 3}, 3).grows()).isFalse();
  }
}
