package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSamplerTest {

  private static final long SECOND = 1_000_000_000L;

  private final LineSampler sampler = new LineSampler(200, 0);

  private long shownOf(int lines) {
    return IntStream.range(0, lines).filter(i -> sampler.shows()).count();
  }

  @Test
  void asManyAsCanBeReadAreAllShownAndNothingIsSaid() {
    assertThat(shownOf(200)).isEqualTo(200);
    assertThat(sampler.leftOut(SECOND)).isEmpty();
    assertThat(shownOf(200)).isEqualTo(200);
  }

  @Test
  void theFirstSecondOfTooManyShowsTheFirstAndSaysSo() {
    assertThat(shownOf(10_012)).isEqualTo(200);
    assertThat(sampler.leftOut(SECOND - 1)).isEmpty();
    assertThat(sampler.leftOut(SECOND))
        .contains("... 9,812 more lines in the last second (sampled: 200 of 10,012 shown)");
  }

  @Test
  void afterThatEachSoManyThIsShownByTheSecondBefore() {
    shownOf(10_000);
    sampler.leftOut(SECOND);
    assertThat(shownOf(10_080)).isEqualTo(160);
    assertThat(sampler.leftOut(2 * SECOND))
        .contains("... 9,920 more lines in the last second (sampled: every 63rd shown)");
  }

  @Test
  void manyMoreThanInTheSecondBeforeDoNotExceedTheLimit() {
    shownOf(1_000);
    sampler.leftOut(SECOND);
    assertThat(shownOf(1_000_000)).isEqualTo(200);
    assertThat(sampler.leftOut(2 * SECOND)).get().asString().contains("200 of 1,000,000 shown");
  }

  @Test
  void whenItIsCalmAgainAllAreShown() {
    shownOf(10_000);
    sampler.leftOut(SECOND);
    shownOf(100);
    sampler.leftOut(2 * SECOND);
    assertThat(shownOf(150)).isEqualTo(150);
    assertThat(sampler.leftOut(3 * SECOND)).isEmpty();
  }

  @Test
  void whoAsksLateHearsOfAllTheTimeSince() {
    shownOf(70_200);
    assertThat(sampler.leftOut(7 * SECOND))
        .contains("... 70,000 more lines in the last 7 seconds (sampled: 200 of 70,200 shown)");
    assertThat(shownOf(630)).isEqualTo(10);
  }

  @Test
  void linesWithoutRoomAreAmongThoseLeftOut() {
    shownOf(10);
    sampler.lost(false);
    sampler.lost(true);
    assertThat(sampler.leftOut(SECOND))
        .contains("... 2 more lines in the last second (sampled: 9 of 11 shown)");
  }

  @Test
  void withoutALimitAllAreShown() {
    LineSampler all = new LineSampler(Long.MAX_VALUE, 0);
    assertThat(IntStream.range(0, 100_000).allMatch(i -> all.shows())).isTrue();
    assertThat(all.leftOut(SECOND)).isEmpty();
    assertThat(all.shows()).isTrue();
  }

  @Test
  void theLastOfThemAreToldOfAtTheEndThoughNoSecondIsOver() {
    shownOf(201);
    assertThat(sampler.leftOut(SECOND / 2)).isEqualTo(Optional.empty());
    assertThat(sampler.leftOutAtLast(SECOND / 2)).get().asString().startsWith("... 1 more line in");
  }

  @ParameterizedTest
  @CsvSource({
    "321,every 3rd",
    "331,every 3rd",
    "1600,every 10th",
    "1601,every 11th",
    "3300,every 21st"
  })
  void ordinalsAreEnglish(int lines, String every) {
    shownOf(lines);
    sampler.leftOut(SECOND);
    shownOf(50);
    assertThat(sampler.leftOut(2 * SECOND)).get().asString().contains("sampled: " + every);
  }
}
