package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Series;
import org.fputlab.watch.Estimate;
import org.junit.jupiter.api.Test;

class MeanTextTest {

  private static Series series(int figures, LongUnaryOperator figure) {
    Series series = new Series();
    for (int i = 0; i < figures; i++) {
      series.add(figure.applyAsLong(i));
    }
    return series;
  }

  private static LongUnaryOperator between(long low, int width) {
    RandomStream random = RandomStream.named(1, "durations");
    return i -> low + random.below(width);
  }

  @Test
  void meanHasItsUnitAndTheIntervalIsInTheSame() {
    MeanText text = MeanText.of(series(10_000, between(3_000_000, 2_000_000)), true);
    assertThat(text.mean()).matches("[34]\\.\\d\\d\\d ms");
    assertThat(text.interval()).matches("3\\.9\\d\\d to 4\\.0\\d\\d");
  }

  @Test
  void narrowIntervalHasMoreDigits() {
    MeanText text = MeanText.of(series(1_000_000, between(999_000, 2_001)), true);
    assertThat(text.mean()).matches("(1\\.00000|0\\.99999\\d?) ms");
  }

  @Test
  void whatDoesNotVaryHasThreeDigits() {
    assertThat(MeanText.of(series(1_000, i -> 30_000), true))
        .isEqualTo(new MeanText("30.0 us", "30.0 to 30.0"));
    assertThat(MeanText.of(series(1_000, i -> 0), true)).isEqualTo(new MeanText("0 ns", "0 to 0"));
  }

  @Test
  void fewDurationsHaveAMeanAndNoInterval() {
    assertThat(MeanText.of(series(10, i -> 2_000_000), true))
        .isEqualTo(new MeanText("2.00 ms", "-"));
  }

  @Test
  void runThatIsNoSteadyStateHasTheMeanOfAllAndNoInterval() {
    Series hangs = series(1_000, i -> i == 0 ? 1_000_000_000_000L : 1_000_000);
    assertThat(MeanText.of(hangs, false)).isEqualTo(new MeanText("1.00 s", "-"));
  }

  @Test
  void noMeanDurationIsLessThanNothing() {
    Series mostlyShort = series(2_000, i -> i % 700 == 350 ? 1_000_000_000 : 1);
    assertThat(MeanText.of(mostlyShort, true).interval()).startsWith("0.00 to ");
  }

  @Test
  void noDurationHasNoMean() {
    assertThat(MeanText.of(new Series(), true)).isEqualTo(new MeanText("-", "-"));
  }

  @Test
  void differenceHasASign() {
    assertThat(MeanText.difference(new Estimate(2_000_000, 10_000, 19, 0)))
        .isEqualTo(new MeanText("+2.000 ms", "+1.979 to +2.021"));
    assertThat(MeanText.difference(new Estimate(-45_600, 1_000, 19, 0)))
        .isEqualTo(new MeanText("-45.6 us", "-47.7 to -43.5"));
  }

  @Test
  void differenceMuchSmallerThanItsIntervalHasTheIntervalsUnit() {
    assertThat(MeanText.difference(new Estimate(20, 1_000_000, 19, 0)))
        .isEqualTo(new MeanText("0.00 ms", "-2.09 to +2.09"));
  }
}
