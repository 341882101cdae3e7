package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;

class InterruptionsTest {

  /** Numbers of which {@code -log} is 1, so that interrupts are exactly their mean apart. */
  private static final double MEAN = 1 / Math.E;

  private static Interruptions every(long apart, long take) {
    return new Interruptions(new KernelSpec.Interrupts(apart, new Dist.Fixed(take)), () -> MEAN);
  }

  @Test
  void longComputationIsHitMoreOftenThanAShortOne() {
    assertThat(every(100, 7).stretch(50)).isEqualTo(50);
    assertThat(every(100, 7).stretch(350)).isEqualTo(350 + 3 * 7);
  }

  @Test
  void shortComputationsAreHitAsOftenAsOneThatIsAsLongAsAll() {
    Interruptions interruptions = every(100, 7);
    long all = 0;
    for (int i = 0; i < 35; i++) {
      all += interruptions.stretch(10);
    }
    assertThat(all).isEqualTo(350 + 3 * 7);
  }

  @Test
  void eachTakesAsLongAsItHappensTo() {
    PrimitiveIterator.OfDouble random =
        List.of(MEAN, 0.25, MEAN, 0.75, MEAN).stream().mapToDouble(each -> each).iterator();
    Interruptions interruptions =
        new Interruptions(
            new KernelSpec.Interrupts(100, new Dist.Uniform(0, 40)), random::nextDouble);
    assertThat(interruptions.stretch(250)).isEqualTo(250 + 10 + 30);
  }

  @Test
  void withoutInterruptsNothingIsStretched() {
    Interruptions interruptions = new Interruptions(KernelSpec.Interrupts.NONE, () -> MEAN);
    assertThat(interruptions.stretch(1_000_000_000)).isEqualTo(1_000_000_000);
  }
}
