package org.fputlab.scenario.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scenarios that ask whether a close may be made in place: all threads, files and locks. */
class ClosingContextTest {

  private static HeldLock lock(String word) {
    return Objects.requireNonNull(HeldLock.of(word), word);
  }

  private static Order order(ClosingContext context, String file) {
    try {
      return StepOrder.of(context.scenario(file), ClosePolicy.DEFERRED);
    } catch (ScenarioProblems wrong) {
      throw new AssertionError(wrong.getMessage() + "\n" + context.text(file), wrong);
    }
  }

  private static boolean isProved(Order order) {
    return order.answer() == Order.Answer.PROVED;
  }

  private static ClosingContext context(Closer closer, HeldLock... held) {
    return new ClosingContext(List.of(held), closer, "a-queue", "");
  }

  /** Nothing that is proved with a lock held fails to be with nothing held: more was walked. */
  @ParameterizedTest
  @EnumSource(Closer.class)
  void whatIsProvedWithALockHeldIsProvedWithNothingHeld(Closer closer) throws ScenarioProblems {
    List<String> contradict = new ArrayList<>();
    for (String file : ClosingContext.files()) {
      for (String word : HeldLock.words()) {
        ClosingContext context = context(closer, lock(word));
        Order nothing = StepOrder.of(context.holdingNothing(file), ClosePolicy.DEFERRED);
        if (isProved(order(context, file)) && !isProved(nothing)) {
          contradict.add(closer + " " + file + " " + word);
        }
      }
    }
    assertThat(contradict).isEmpty();
  }

  /** Who holds two locks can do no more than who holds one of them. */
  @Test
  void whatIsProvedWithTwoLocksHeldIsProvedWithEither() {
    List<String> contradict = new ArrayList<>();
    int proved = 0;
    for (String one : HeldLock.words()) {
      for (String other : HeldLock.words()) {
        String file = one.length() > other.length() ? "pipe" : "ext4";
        boolean both =
            one.compareTo(other) < 0
                && isProved(order(context(Closer.KTHREAD, lock(one), lock(other)), file));
        proved += both ? 1 : 0;
        if (both
            && !(isProved(order(context(Closer.KTHREAD, lock(one)), file))
                && isProved(order(context(Closer.KTHREAD, lock(other)), file)))) {
          contradict.add(one + " " + other);
        }
      }
    }
    assertThat(contradict).isEmpty();
    assertThat(proved).isGreaterThan(10);
  }

  @Test
  void lockOfWhichOnlyTheNameIsKnownMakesAScenarioWhateverIsInTheName() throws ScenarioProblems {
    for (String name :
        List.of("&dev->lock", "(wq_completion)\"a b\"", "a,b#3/1", "lock \\ \"", "\u00e9", "#")) {
      HeldLock sleeps = HeldLock.ofAKernel(name, true, 1);
      HeldLock spins = HeldLock.ofAKernel(name, false, 2);
      ClosingContext context = context(Closer.WORKER, sleeps, spins);
      assertThat(context.scenario("ext4").title()).contains(name);
      order(context, "ext4");
    }
  }

  @Test
  void callSaysWhatIsHeldInIt() {
    ClosingContext context = new ClosingContext(List.of(), Closer.USER, "", "munmap");
    assertThat(context.holding()).containsExactly(lock("mmap_lock"));
    assertThat(context(Closer.USER, lock("mmap_lock"), lock("mmap_lock")).holding()).hasSize(1);
  }
}
