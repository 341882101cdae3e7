package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemsTest {

  @Test
  void keepsOrder() {
    Items items = Items.of(List.of(3, 1, 2));
    assertThat(items.size()).isEqualTo(3);
    assertThat(items.get(0)).isEqualTo(3);
    assertThat(items.get(2)).isEqualTo(2);
  }

  @Test
  void noItemsAreAlwaysTheSameObject() {
    assertThat(Items.of(List.of())).isSameAs(Items.NONE);
    assertThat(Items.owning(new int[0])).isSameAs(Items.NONE);
  }

  @Test
  void builderPutsTheLastAddedFirst() {
    Items.Builder builder = new Items.Builder(2);
    builder.addBefore(1);
    builder.addBefore(2);
    Items items = builder.build();
    assertThat(items.size()).isEqualTo(2);
    assertThat(items.get(0)).isEqualTo(2);
    assertThat(items.get(1)).isEqualTo(1);
  }

  @Test
  void builderRefusesToLeaveItemsOut() {
    assertThatThrownBy(() -> new Items.Builder(1).build()).hasMessageContaining("missing");
  }
}
