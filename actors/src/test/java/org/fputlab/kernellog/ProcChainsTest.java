package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcChainsTest {

  private static String chain(String... names) {
    StringBuilder text = new StringBuilder("irq_context: 0\n");
    for (String name : names) {
      text.append("[00000000d1c3b1a").append(name).append("] ").append(name).append('\n');
    }
    return text.append('\n').toString();
  }

  @Test
  void lastOfAChainWasAskedForWhileTheOneBeforeWasHeld() {
    assertThat(Dumps.edges(Dumps.locks(chain("a") + chain("a", "b") + chain("a", "b", "c"))))
        .containsExactlyInAnyOrder("a -> b", "b -> c");
  }

  @Test
  void lockGotByATrylockEndsNoChainAndIsPassedOver() {
    assertThat(Dumps.edges(Dumps.locks(chain("a") + chain("a", "b", "c"))))
        .containsExactlyInAnyOrder("b -> c", "a -> c");
  }

  @Test
  void sameClassTwiceIsNoLink() {
    assertThat(Dumps.edges(Dumps.locks(chain("a") + chain("a", "a")))).isEmpty();
  }

  @Test
  void interruptHasChainsOfItsOwn() {
    String hard = chain("b", "c").replace("irq_context: 0", "irq_context: hardirq");
    assertThat(Dumps.edges(Dumps.locks(chain("a") + chain("a", "b") + hard)))
        .containsExactlyInAnyOrder("a -> b", "b -> c");
  }

  @Test
  void tornChainIsLeftOut() {
    KernelLocks locks =
        Dumps.locks(chain("a", "b") + "irq_context: 0\n[00000000d1c3b1aa] a\neth0: up\n[0");
    assertThat(Dumps.edges(locks)).containsExactly("a -> b");
    assertThat(Dumps.leftOut(locks))
        .containsExactly(new LeftOut.Some("locks of torn chains", 1, 6));
  }

  @Test
  void linkThatLockdepDoesNotPrintIsInTheChains() {
    String dump =
        """
        all lock classes:
        00000000d1c3b1aa FD:    3 BD:    1 +.+.: a

        00000000d1c3b1ab FD:    2 BD:    1 +.+.: b
         -> [00000000d1c3b1ac] c

        00000000d1c3b1ac FD:    1 BD:    3 +.+.: c

        """;
    ForwardCounts before = ForwardCounts.of(Dumps.locks(dump)).get(0);
    assertThat(before.agree()).isEqualTo(2);
    assertThat(before.begin()).containsExactly("a");
    String chains = "all lock chains:\n" + chain("a") + chain("a", "b", "c");
    assertThat(Dumps.edges(Dumps.locks(dump, chains))).contains("a -> c");
  }
}
