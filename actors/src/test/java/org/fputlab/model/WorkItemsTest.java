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

  private void cancelSync(String who, String item) {
    items.cancelSync(item, who, woken::add, waitsFor -> {});
  }

  @Test
  void itemWhoseTimerRunsIsPendingAndNotQueued() {
    assertThat(items.delay("a")).isTrue();
    assertThat(items.delay("a")).isFalse();
    assertThat(items.queue("events", "a")).isFalse();
    assertThat(items.isPending("a")).isTrue();
    assertThat(items.isRunnable()).isFalse();
    assertThat(items.due("events", "a")).isTrue();
    assertThat(items.due("events", "a")).isFalse();
    assertThat(items.start()).isEqualTo("a");
    assertThat(items.isPending("a")).isFalse();
  }

  @Test
  void flushDoesNotWaitForATimer() {
    items.delay("a");
    flush("x", "a");
    assertThat(woken).containsExactly("x");
    assertThat(items.presentIn("events")).isEmpty();
  }

  @Test
  void cancelTakesTheTimerAndTheQueuedItemBackAndLetsTheRunGoOn() {
    items.delay("a");
    items.cancel("a", woken::add);
    assertThat(items.due("events", "a")).isFalse();
    items.queue("events", "a");
    items.start();
    items.queue("events", "a");
    items.cancel("a", woken::add);
    assertThat(items.isPending("a")).isFalse();
    assertThat(items.isBusy("a")).isTrue();
    items.done("a", woken::add);
    assertThat(items.isRunnable()).isFalse();
    assertThat(woken).isEmpty();
  }

  @Test
  void whoFlushesTheItemThatIsTakenBackWaitsForItNoLonger() {
    items.queue("events", "a");
    items.start();
    flush("run", "a");
    items.queue("events", "a");
    flush("both", "a");
    items.cancel("a", woken::add);
    assertThat(woken).isEmpty();
    items.done("a", woken::add);
    assertThat(woken).containsExactly("run", "both");
  }

  @Test
  void whoFlushesOnlyTheQueuedItemIsWokenByItsCancel() {
    items.queue("events", "a");
    flush("x", "a");
    items.cancel("a", woken::add);
    assertThat(woken).containsExactly("x");
  }

  @Test
  void cancelSyncOfWhatDoesNotRunIsOverAtOnce() {
    items.delay("a");
    cancelSync("x", "a");
    assertThat(woken).containsExactly("x");
    assertThat(items.delay("a")).isTrue();
  }

  @Test
  void itemThatIsBeingCancelledCannotBeQueuedAgain() {
    items.queue("events", "a");
    items.start();
    cancelSync("x", "a");
    cancelSync("y", "a");
    assertThat(items.queue("events", "a")).isFalse();
    assertThat(items.delay("a")).isFalse();
    items.done("a", woken::add);
    assertThat(woken).containsExactly("x", "y");
    assertThat(items.queue("events", "a")).isTrue();
  }
}
