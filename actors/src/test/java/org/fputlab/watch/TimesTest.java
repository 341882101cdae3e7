package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.engine.ActorLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "950, 950 ns",
    "20_000, 20 us",
    "999_600, 1 ms",
    "1_234_567, 1.23 ms",
    "850_000_000, 850 ms",
    "12_345_000_000, 12.3 s",
    "300_000_000_000, 300 s",
    "3_600_000_000_000, 60 min",
    "12_240_000_000_000, 3.4 h",
    "864_000_000_000_000, 10 days"
  })
  void durationHasThreeDigitsAndTheUnitThatFits(String nanos, String text) {
    assertThat(Times.duration(Long.parseLong(nanos.replace("_", "")))).isEqualTo(text);
  }

  @Test
  void momentTellsMicrosecondsOnlyWhereThereAreAny() {
    assertThat(Times.moment(1_205_000_000L)).isEqualTo("1.205 s");
    assertThat(Times.moment(1_205_004_000L)).isEqualTo("1.205004 s");
  }

  @Test
  void stampIsThatOfTheKernelLog() {
    assertThat(Times.stamp(492_690_854_000L)).isEqualTo("[  492.690854]");
  }

  @Test
  void sameMomentLooksTheSameEverywhere() {
    assertThat(Times.moment(173_166_544_999L)).isEqualTo("173.166544 s");
    assertThat(Times.stamp(173_166_544_999L)).isEqualTo("[  173.166544]");
    assertThat(new ActorLog.Line(173_166_544_999L, "nfsd-3", "", "killed").toString())
        .startsWith("  173.166544  nfsd-3");
  }
}
