package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisposeListTest {

  private final DisposeList list = new DisposeList();

  @Test
  void fileIsCondemnedOneToTwoRoundsAfterItsLastUse() {
    list.put(1);
    assertThat(list.age()).isZero();
    list.put(2);
    assertThat(list.age()).isEqualTo(1);
    assertThat(list.take(10).get(0)).isEqualTo(1);
    assertThat(list.age()).isEqualTo(1);
    assertThat(list.take(10).get(0)).isEqualTo(2);
  }

  @Test
  void condemnedFilesAreTakenOldestFirstAndNoMoreThanAskedFor() {
    for (int file = 0; file < 20; file++) {
      list.put(file);
    }
    list.age();
    list.age();
    Items first = list.take(8);
    assertThat(first.size()).isEqualTo(8);
    assertThat(first.get(0)).isZero();
    assertThat(first.get(7)).isEqualTo(7);
    assertThat(list.take(100).size()).isEqualTo(12);
    assertThat(list.isEmpty()).isTrue();
    assertThat(list.take(8).size()).isZero();
  }

  @Test
  void laundretteIsIdleOnceAllAreCondemned() {
    assertThat(list.isIdle()).isTrue();
    list.put(1);
    assertThat(list.isIdle()).isFalse();
    list.age();
    assertThat(list.isIdle()).isFalse();
    list.age();
    assertThat(list.isIdle()).isTrue();
    assertThat(list.isEmpty()).isFalse();
  }
}
