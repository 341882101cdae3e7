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
    assertThat(items.due("events", "a", RunQueues.UNBOUND, RunQueues.UNBOUND)).isTrue();
    assertThat(items.due("events", "a", RunQueues.UNBOUND, RunQueues.UNBOUND)).isFalse();
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
    assertThat(items.due("events", "a", RunQueues.UNBOUND, RunQueues.UNBOUND)).isFalse();
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
    return new WorkItems<>(java.util.Map.of("q", most), KernelVersion.V6_6);
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
    ordered.queue("q", "a", 0, 0);
    ordered.queue("q", "b", 1, 1);
    ordered.queue("q", "c", 1, 1);
    assertThat(ordered.inactive()).containsOnlyKeys("c");
    assertThat(ordered.pool("c")).isEqualTo(new WorkPool("q", 1));
  }

  /**
   * Two places of an unbound queue, on which two processors queue, the first more than the other.
   */
  private static WorkItems<String> unbound(KernelVersion version) {
    WorkItems<String> items = new WorkItems<>(java.util.Map.of("q", 2), version);
    queue(items, 0, "a0", "b0", "c0", "d0", "e0");
    queue(items, 1, "a1", "b1", "c1");
    return items;
  }

  private static void queue(WorkItems<String> items, int queuedOn, String... all) {
    for (String item : all) {
      items.queue("q", item, RunQueues.UNBOUND, queuedOn);
    }
  }

  private List<String> inTheOrderRun(WorkItems<String> items) {
    List<String> order = new ArrayList<>();
    while (items.isRunnable()) {
      String item = items.start();
      order.add(item);
      items.done(item, woken::add);
    }
    return order;
  }

  @Test
  void processorsThatShareALimitTakeTurnsSince69() {
    WorkItems<String> items = unbound(new KernelVersion(6, 12));
    assertThat(items.inactive().keySet()).containsExactly("c0", "d0", "e0", "a1", "b1", "c1");
    assertThat(items.pool("a1")).isEqualTo(new WorkPool("q", RunQueues.UNBOUND));
    assertThat(inTheOrderRun(items))
        .containsExactly("a0", "b0", "c0", "a1", "d0", "b1", "e0", "c1");
    assertThat(inTheOrderRun(unbound(new KernelVersion(6, 9))))
        .containsExactly("a0", "b0", "c0", "a1", "d0", "b1", "e0", "c1");
  }

  @Test
  void aListOfWhichAllIsTakenBackLosesItsTurn() {
    WorkItems<String> items = unbound(new KernelVersion(6, 12));
    List.of("c0", "d0", "e0").forEach(item -> items.cancel(item, woken::add));
    assertThat(inTheOrderRun(items)).containsExactly("a0", "b0", "a1", "b1", "c1");
  }

  @Test
  void processorsHaveTheLimitEachForItselfOn66To68() {
    WorkItems<String> items = unbound(KernelVersion.V6_6);
    assertThat(items.inactive().keySet()).containsExactly("c0", "d0", "e0", "c1");
    assertThat(items.pool("a1")).isEqualTo(new WorkPool("q", 1));
    assertThat(inTheOrderRun(items))
        .containsExactly("a0", "b0", "a1", "b1", "c0", "d0", "c1", "e0");
    assertThat(unbound(new KernelVersion(6, 8)).inactive())
        .containsOnlyKeys("c0", "d0", "e0", "c1");
  }

  @Test
  void itemsBecomeActiveAsQueuedBefore66AndWhereTheQueueIsOrdered() {
    assertThat(inTheOrderRun(unbound(new KernelVersion(6, 1))))
        .containsExactly("a0", "b0", "c0", "d0", "e0", "a1", "b1", "c1");
    WorkItems<String> ordered = new WorkItems<>(java.util.Map.of("q", 1), new KernelVersion(6, 12));
    queue(ordered, 0, "a", "b");
    queue(ordered, 1, "c");
    queue(ordered, 0, "d");
    assertThat(inTheOrderRun(ordered)).containsExactly("a", "b", "c", "d");
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
