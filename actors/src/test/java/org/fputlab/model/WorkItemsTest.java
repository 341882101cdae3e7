package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkItemsTest {

  private final WorkItems<String> items = new WorkItems<>();
  private final List<String> woken = new ArrayList<>();

  private void flush(String who, String... names) {
    items.flush(List.of(names), who, woken::add);
  }

  @Test
  void queuedItemIsQueuedOnce() {
    assertThat(items.queue("events", "a")).isTrue();
    assertThat(items.queue("events", "a")).isFalse();
    items.start();
    assertThat(items.isRunnable()).isFalse();
  }

  @Test
  void itemsStartInTheOrderTheyWereQueued() {
    items.queue("events", "a");
    items.queue("events", "b");
    assertThat(items.start()).isEqualTo("a");
    assertThat(items.start()).isEqualTo("b");
    assertThatIllegalStateException().isThrownBy(items::start);
  }

  @Test
  void itemNeverRunsTwiceAtATime() {
    items.queue("events", "a");
    items.start();
    assertThat(items.queue("events", "a")).isTrue();
    assertThat(items.isRunnable()).isFalse();
    items.done("a", woken::add);
    assertThat(items.start()).isEqualTo("a");
  }

  @Test
  void anotherItemStartsPastOneThatStillRuns() {
    items.queue("events", "a");
    items.start();
    items.queue("events", "a");
    items.queue("events", "b");
    assertThat(items.start()).isEqualTo("b");
  }

  @Test
  void flushOfWhatIsNotThereIsOverAtOnce() {
    flush("x", "a");
    assertThat(woken).containsExactly("x");
  }

  @Test
  void flushWaitsForTheRunUnderWayAndTheOneQueued() {
    items.queue("events", "a");
    items.start();
    items.queue("events", "a");
    flush("x", "a");
    items.done("a", woken::add);
    assertThat(woken).isEmpty();
    items.start();
    items.done("a", woken::add);
    assertThat(woken).containsExactly("x");
  }

  @Test
  void flushDoesNotWaitForWhatIsQueuedLater() {
    items.queue("events", "a");
    items.start();
    flush("x", "a");
    items.queue("events", "a");
    items.done("a", woken::add);
    assertThat(woken).containsExactly("x");
  }

  @Test
  void flushOfAQueueWaitsForAllItsItems() {
    items.queue("events", "a");
    items.queue("events", "b");
    items.queue("other", "c");
    items.start();
    List<String> present = items.presentIn("events");
    assertThat(present).containsExactlyInAnyOrder("a", "b");
    items.flush(present, "x", woken::add);
    items.done("a", woken::add);
    assertThat(woken).isEmpty();
    items.start();
    items.done("b", woken::add);
    assertThat(woken).containsExactly("x");
  }

  @Test
  void pausedItemStartsWhenItIsResumed() {
    items.queue("events", "a");
    items.pause("a", 1);
    assertThat(items.isRunnable()).isFalse();
    items.resume("a", 1);
    assertThat(items.start()).isEqualTo("a");
  }
}
