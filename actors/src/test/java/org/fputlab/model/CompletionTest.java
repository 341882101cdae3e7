package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private final Completion<String> completion = new Completion<>();
  private final List<String> woken = new ArrayList<>();

  @Test
  void eventBeforeTheWaitIsKept() {
    completion.complete(woken::add);
    assertThat(completion.await("a")).isTrue();
    assertThat(completion.await("b")).isFalse();
  }

  @Test
  void oneEventWakesTheFirstWaiterOnly() {
    completion.await("a");
    completion.await("b");
    completion.complete(woken::add);
    assertThat(woken).containsExactly("a");
    completion.complete(woken::add);
    assertThat(woken).containsExactly("a", "b");
  }

  @Test
  void eventsAddUp() {
    completion.complete(woken::add);
    completion.complete(woken::add);
    assertThat(completion.await("a")).isTrue();
    assertThat(completion.await("b")).isTrue();
    assertThat(completion.await("c")).isFalse();
  }

  @Test
  void completeAllWakesAllAndLetsLaterOnesPass() {
    completion.await("a");
    completion.await("b");
    completion.completeAll(woken::add);
    assertThat(woken).containsExactly("a", "b");
    assertThat(completion.await("c")).isTrue();
    assertThat(completion.await("d")).isTrue();
  }
}
