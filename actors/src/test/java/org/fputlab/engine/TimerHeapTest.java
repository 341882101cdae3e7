package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

  private record Timer(long at, int order) {}

  @Test
  void firesInOrderOfTimeAndTiesInOrderOfSetting() {
    RandomStream random = RandomStream.named(5, "timers");
    TimerHeap heap = new TimerHeap();
    TreeSet<Timer> reference =
        new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingInt(Timer::order));
    for (int i = 0; i < 10_000; i++) {
      if (reference.isEmpty() || random.below(100) < 55) {
        Timer timer = new Timer(random.below(20), i);
        heap.add(timer.at(), timer, "message " + i);
        reference.add(timer);
      } else {
        Timer first = reference.pollFirst();
        assertThat(heap.nextAt()).isEqualTo(first.at());
        assertThat(heap.nextTarget()).isSameAs(first);
        assertThat(heap.nextMessage()).isEqualTo("message " + first.order());
        heap.removeNext();
      }
      assertThat(heap.isEmpty()).isEqualTo(reference.isEmpty());
    }
    assertThat(reference).hasSizeGreaterThan(500);
  }

  @Test
  void clearedHeapIsEmpty() {
    TimerHeap heap = new TimerHeap();
    for (int i = 0; i < 200; i++) {
      heap.add(i, "x", null);
    }
    heap.clear();
    assertThat(heap.isEmpty()).isTrue();
    heap.add(3, "y", null);
    assertThat(heap.nextTarget()).isEqualTo("y");
    assertThat(heap.nextMessage()).isNull();
  }
}
