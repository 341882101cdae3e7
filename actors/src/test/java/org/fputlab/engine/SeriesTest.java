package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private static Series of(LongStream figures) {
    Series series = new Series();
    figures.forEach(series::add);
    return series;
  }

  @Test
  void shortSeriesIsKeptInBatchesOfFive() {
    Series series = of(LongStream.rangeClosed(1, 12));
    assertThat(series.count()).isEqualTo(12);
    assertThat(series.mean()).isEqualTo(6.5);
    assertThat(series.batchSize()).isEqualTo(5);
    assertThat(series.batchMeans()).containsExactly(3, 8);
    assertThat(series.batchMeans(10)).containsExactly(5.5);
  }

  @Test
  void longSeriesIsKeptInFewerAndLargerBatchesWithoutLosingAny() {
    long count = 1_000_003;
    Series series = of(LongStream.range(0, count));
    assertThat(series.count()).isEqualTo(count);
    assertThat(series.mean()).isEqualTo((count - 1) / 2.0);
    assertThat(series.batchSize()).isEqualTo(5 << 6);
    assertThat(series.batchMeans()).hasSizeBetween(Series.MOST_BATCHES / 2, Series.MOST_BATCHES);
    assertThat(series.batchMeans()[0]).isEqualTo((series.batchSize() - 1) / 2.0);
  }

  @Test
  void copyGoesItsOwnWay() {
    Series series = of(LongStream.of(1, 2, 3));
    Series copy = series.copy();
    series.add(100);
    copy.add(4);
    copy.add(5);
    assertThat(copy.batchMeans()).containsExactly(3);
    assertThat(series.count()).isEqualTo(4);
  }

  @Test
  void emptySeriesHasNoMean() {
    assertThat(new Series().mean()).isNaN();
    assertThat(new Series().batchMeans()).isEmpty();
  }
}
