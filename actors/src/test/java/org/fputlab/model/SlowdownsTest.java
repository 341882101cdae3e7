package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowdownsTest {

  private final Slowdowns slowdowns = new Slowdowns();

  @Test
  void functionsTakeAsLongAsWrittenUnlessSlowed() {
    assertThat(slowdowns.isEmpty()).isTrue();
    slowdowns.slow("evict", 10);
    assertThat(slowdowns.of("evict")).isEqualTo(10);
    assertThat(slowdowns.of("__fput")).isEqualTo(1);
    assertThat(slowdowns.isEmpty()).isFalse();
  }

  @Test
  void liftedFunctionIsAsFastAsBefore() {
    slowdowns.slow("evict", 10);
    slowdowns.slow("__fput", 2);
    slowdowns.lift("evict");
    assertThat(slowdowns.of("evict")).isEqualTo(1);
    assertThat(slowdowns.of("__fput")).isEqualTo(2);
    slowdowns.lift("__fput");
    assertThat(slowdowns.isEmpty()).isTrue();
  }
}
