package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as text, by the table that the page's own formatter is held to as well. */
class FiguresTest {

  private static final Map<String, DoubleFunction<String>> KINDS =
      Map.ofEntries(
          Map.entry("count", Figures::count),
          Map.entry("short", Figures::shortCount),
          Map.entry("rate", Figures::rate),
          Map.entry("growth", Figures::growth),
          Map.entry("duration", Figures::duration),
          Map.entry("plain duration", Figures::plainDuration),
          Map.entry("short duration", Figures::shortDuration),
          Map.entry("factor", Figures::factor),
          Map.entry("plain", Figures::plain),
          Map.entry("bytes", Figures::bytes),
          Map.entry("percent", Figures::percent));

  @ParameterizedTest
  @CsvFileSource(resources = "/figures/figures.csv", delimiter = ';', numLinesToSkip = 1)
  void everyKindOfNumberHasItsText(String kind, double number, String text) {
    assertThat(Objects.requireNonNull(KINDS.get(kind)).apply(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "60000000000, 60s",
    "1500000000, 1500ms",
    "1000001, 1000001ns",
    "0, 0s",
    "-1500000000, -1500ms"
  })
  void chosenDurationsAreExact(long nanos, String word) {
    assertThat(Figures.exactDuration(nanos)).isEqualTo(word);
  }

  @Test
  void rateOverNoTimeIsNoNumber() {
    assertThat(Figures.perSecond(0, 0)).isNaN();
    assertThat(Figures.perSecond(5, 0)).isNaN();
    assertThat(Figures.perSecond(5, 2e9)).isEqualTo(2.5);
    assertThat(Figures.rate(Figures.perSecond(5, 0))).isEqualTo(Figures.NONE);
  }
}
