package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlowdownsTest {

  private final Slowdowns slowdowns = new Slowdowns();

  @Test
  void aFaultCountsOnceHoweverOftenItsFunctionsAreOnTheStack() {
    slowdowns.slow(1, Set.of("evict", "release"), 10);
    assertThat(slowdowns.factor(List.of("evict", "evict", "release")::contains)).isEqualTo(10);
  }

  @Test
  void faultsOnOneFunctionMultiplyAndAreLiftedEachByItself() {
    slowdowns.slow(1, Set.of("evict"), 10);
    slowdowns.slow(2, Set.of("evict"), 3);
    assertThat(slowdowns.factor("evict"::equals)).isEqualTo(30);
    slowdowns.lift(1);
    assertThat(slowdowns.factor("evict"::equals)).isEqualTo(3);
    slowdowns.lift(2);
    assertThat(slowdowns.isEmpty()).isTrue();
  }
}
