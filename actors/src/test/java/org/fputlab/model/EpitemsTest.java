package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.model.Epitems.Watched;
import org.junit.jupiter.api.Test;

class EpitemsTest {

  private final Epitems items = new Epitems();

  private static Watched file(int number) {
    return new Watched(number, 0, false);
  }

  @Test
  void anEventpollWatchesAFileOnce() {
    assertThat(items.add(1, file(7))).isTrue();
    assertThat(items.add(1, file(7))).isFalse();
    assertThat(items.add(2, file(7))).isTrue();
    assertThat(items.watchedBy(1)).containsExactly(file(7));
  }

  @Test
  void theLastThatWasToldToWatchIsFoundFirst() {
    items.add(1, file(7));
    items.add(2, file(7));
    assertThat(items.watcherOf(7)).isEqualTo(2);
    items.remove(2, 7);
    assertThat(items.watcherOf(7)).isEqualTo(1);
    items.remove(1, 7);
    assertThat(items.watcherOf(7)).isEqualTo(Epitems.NONE);
    assertThat(items.isWatched(7)).isFalse();
  }

  @Test
  void whatIsNotWatchedCannotBeRemoved() {
    assertThat(items.remove(1, 7)).isFalse();
    items.add(1, file(7));
    assertThat(items.remove(2, 7)).isFalse();
    assertThat(items.isWatched(7)).isTrue();
  }

  @Test
  void aClosedEventpollWatchesNothing() {
    items.add(1, file(7));
    items.add(1, file(8));
    items.add(2, file(8));
    items.clear(1);
    items.clear(1);
    assertThat(items.watchedBy(1)).isEmpty();
    assertThat(items.isWatched(7)).isFalse();
    assertThat(items.watcherOf(8)).isEqualTo(2);
  }
}
