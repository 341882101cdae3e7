package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns, 0ns",
    "999, 999 ns, 999ns",
    "1000, 1.00 us, 1.0us",
    "9960, 9.96 us, 10us",
    "99960, 100 us, 100us",
    "999600, 1.00 ms, 1.0ms",
    "59900000000, 59.9 s, 60s",
    "599000000000, 599 s, 599s",
    "3600000000000, 60.0 min, 60min"
  })
  void durationsHaveThreeDigitsOrTwo(long nanos, String wide, String narrow) {
    assertThat(Figures.duration(nanos)).isEqualTo(wide);
    assertThat(Figures.shortDuration(nanos)).isEqualTo(narrow);
  }

  @ParameterizedTest
  @CsvSource({"60000000000, 60s", "1500000000, 1500ms", "1000001, 1000001ns", "0, 0s"})
  void chosenDurationsAreExact(long nanos, String word) {
    assertThat(Figures.exactDuration(nanos)).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0;0", "99999;99,999", "123456;123k", "999700;1.00M", "30123456;30.1M"})
  void shortCountsHaveThreeDigitsFromAHundredThousandOn(double count, String word) {
    assertThat(Figures.shortCount(count)).isEqualTo(word);
  }

  @Test
  void growthHasItsSign() {
    assertThat(Figures.growth(1234.4)).isEqualTo("+1,234");
    assertThat(Figures.growth(-1234.4)).isEqualTo("-1,234");
    assertThat(Figures.growth(-0.2)).isEqualTo("0");
    assertThat(Figures.growth(Double.NaN)).isEqualTo("-");
  }

  @Test
  void timesLookLikeTheKernelLogs() {
    assertThat(Figures.time(12_345_678_999L)).isEqualTo("12.345678");
  }
}
