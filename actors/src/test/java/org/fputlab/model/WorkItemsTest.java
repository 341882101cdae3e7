package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(items.due("events", "a", RunQueues.UNBOUND)).isTrue();
    assertThat(items.due("events", "a", RunQueues.UNBOUND)).isFalse();
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
    assertThat(items.due("events", "a", RunQueues.UNBOUND)).isFalse();
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

  private static WorkItems<String> limited(int most) {
    return new WorkItems<>(java.util.Map.of("q", most));
  }

  @Test
  void orderedQueueRunsOneItemAtATimeInTheOrderQueued() {
    WorkItems<String> ordered = limited(1);
    ordered.queue("q", "a");
    ordered.queue("q", "b");
    ordered.queue("q", "c");
    ordered.queue("events", "x");
    assertThat(ordered.inactive().keySet()).containsExactly("b", "c");
    assertThat(ordered.start()).isEqualTo("a");
    assertThat(ordered.start()).isEqualTo("x");
    assertThat(ordered.isRunnable()).isFalse();
    ordered.done("a", woken::add);
    assertThat(ordered.start()).isEqualTo("b");
    assertThat(ordered.isRunnable()).isFalse();
    ordered.done("b", woken::add);
    assertThat(ordered.start()).isEqualTo("c");
    ordered.done("c", woken::add);
    ordered.queue("q", "a");
    assertThat(ordered.start()).isEqualTo("a");
  }

  @Test
  void newsOfItemsThatWaitForAPlaceAreToldOnce() {
    WorkItems<String> ordered = limited(1);
    ordered.queue("q", "a");
    ordered.queue("q", "b");
    ordered.queue("q", "c");
    assertThat(ordered.inactiveNews())
        .containsExactly(
            Map.entry("b", Optional.of(new WorkPool("q", RunQueues.UNBOUND))),
            Map.entry("c", Optional.of(new WorkPool("q", RunQueues.UNBOUND))));
    assertThat(ordered.inactiveNews()).isEmpty();
    ordered.start();
    ordered.done("a", woken::add);
    assertThat(ordered.inactiveNews()).containsExactly(Map.entry("b", Optional.empty()));
  }

  @Test
  void itemThatIsQueuedWhileItRunsTakesTwoPlaces() {
    WorkItems<String> two = limited(2);
    two.queue("q", "a");
    two.start();
    two.queue("q", "a");
    two.queue("q", "b");
    assertThat(two.inactive()).containsOnlyKeys("b");
    assertThat(two.isRunnable()).isFalse();
    two.done("a", woken::add);
    assertThat(two.start()).isEqualTo("a");
    assertThat(two.start()).isEqualTo("b");
  }

  @Test
  void anItemTakenBackLeavesItsPlaceToTheNext() {
    WorkItems<String> ordered = limited(1);
    ordered.queue("q", "a");
    ordered.queue("q", "b");
    ordered.queue("q", "c");
    ordered.cancel("b", woken::add);
    ordered.cancel("a", woken::add);
    assertThat(ordered.start()).isEqualTo("c");
    assertThat(ordered.isRunnable()).isFalse();
  }

  @Test
  void eachProcessorOfAQueueHasALimitOfItsOwn() {
    WorkItems<String> ordered = limited(1);
    ordered.queue("q", "a", 0);
    ordered.queue("q", "b", 1);
    ordered.queue("q", "c", 1);
    assertThat(ordered.inactive()).containsOnlyKeys("c");
    assertThat(ordered.pool("c")).isEqualTo(new WorkPool("q", 1));
  }

  @Test
  void itemThatDidNotGetToStartKeepsItsPlace() {
    WorkItems<String> ordered = limited(1);
    ordered.queue("q", "a");
    ordered.queue("q", "b");
    ordered.start();
    ordered.putBack("a");
    assertThat(ordered.start()).isEqualTo("a");
    assertThat(ordered.isRunnable()).isFalse();
  }
}
