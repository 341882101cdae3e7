package org.fputlab.scenario.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JobsTest {

  private static final List<Integer> NUMBERS = List.of(1, 2, 3, 4, 5, 6, 7);

  private final AtomicInteger open = new AtomicInteger();
  private final List<Integer> told = new ArrayList<>();

  private Jobs<Integer, String> jobs(Function<Integer, Optional<String>> work) {
    return new Jobs<>("test", NUMBERS, () -> hand(work), (done, of, last) -> told.add(done));
  }

  private Jobs.Hand<Integer, String> hand(Function<Integer, Optional<String>> work) {
    open.incrementAndGet();
    return new Jobs.Hand<>() {
      @Override
      public Optional<String> does(Integer what) {
        return work.apply(what);
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  @Test
  void outcomesAreInOrderWhoeverDoesThem() throws InterruptedException {
    Jobs<Integer, String> jobs = jobs(number -> Optional.of("n" + number));
    assertThat(jobs.run(3)).containsExactly("n1", "n2", "n3", "n4", "n5", "n6", "n7");
    assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(open).hasValue(0);
  }

  @Test
  void whatHadEndedBeforeAStopIsKept() throws InterruptedException {
    Jobs<Integer, String> jobs =
        jobs(number -> number == 4 ? Optional.empty() : Optional.of("n" + number));
    assertThat(jobs.run(1)).containsExactly("n1", "n2", "n3");
  }

  @Test
  void aFailureEndsThemAndIsTold() {
    AtomicInteger begun = new AtomicInteger();
    Jobs<Integer, String> jobs =
        jobs(
            number -> {
              begun.incrementAndGet();
              throw new IllegalStateException("no " + number);
            });
    assertThatIllegalStateException().isThrownBy(() -> jobs.run(1)).withMessage("no 1");
    assertThat(begun).hasValue(1);
    assertThat(open).hasValue(0);
  }
}
