package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void momentTellsMicrosecondsOnlyWhereThereAreAny() {
    assertThat(Moments.moment(1_205_000_000L)).isEqualTo("1.205 s");
    assertThat(Moments.moment(1_205_004_000L)).isEqualTo("1.205004 s");
  }

  @Test
  void stampIsThatOfTheKernelLog() {
    assertThat(Moments.stamp(492_690_854_000L)).isEqualTo("[  492.690854]");
  }

  @Test
  void sameMomentLooksTheSameEverywhere() {
    assertThat(Moments.seconds(12_345_678_999L)).isEqualTo("12.345678");
    assertThat(Moments.moment(173_166_544_999L)).isEqualTo("173.166544 s");
    assertThat(Moments.stamp(173_166_544_999L)).isEqualTo("[  173.166544]");
    assertThat(new ActorLog.Line(173_166_544_999L, "nfsd-3", "", "killed").toString())
        .startsWith("  173.166544  nfsd-3");
  }
}
