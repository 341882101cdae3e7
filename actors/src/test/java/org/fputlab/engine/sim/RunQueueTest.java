package org.fputlab.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.RandomStream;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private final RunQueue<Object> queue = new RunQueue<>();

  @Test
  void anyCanBeTakenAndTheOthersKeepTheirOrder() {
    RandomStream random = RandomStream.named(9, "queue");
    List<Object> reference = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      if (reference.isEmpty() || random.below(100) < 52) {
        Object mailbox = new Object();
        queue.add(mailbox);
        reference.add(mailbox);
      } else {
        int index = random.below(reference.size());
        assertThat(queue.take(index)).isSameAs(reference.remove(index));
      }
      assertThat(queue.size()).isEqualTo(reference.size());
    }
    assertThat(reference).hasSizeGreaterThan(100);
  }

  @Test
  void growsWhileItsRingIsWrappedAround() {
    List<Object> reference = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      queue.add(new Object());
    }
    for (int i = 0; i < 40; i++) {
      queue.take(0);
    }
    for (int i = 0; i < 200; i++) {
      Object mailbox = new Object();
      queue.add(mailbox);
      reference.add(mailbox);
    }
    for (Object expected : reference) {
      assertThat(queue.take(0)).isSameAs(expected);
    }
  }

  @Test
  void nothingCanBeTakenFromAnEmptyQueue() {
    assertThatIllegalStateException().isThrownBy(() -> queue.take(0));
  }
}
