package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code order}, as a user meets it. */
class OrderCommandTest {

  private final Shell shell = new Shell();

  @Test
  void policiesOfWhichThereIsTheSameToSayStandTogether() {
    assertThat(shell.fputlab("order", "hazards/h09-munmap-under-mmap-lock")).isZero();
    assertThat(shell.out().lines())
        .containsOnlyOnce(
            "deferred, nfsd-sync, nfsd-task-work: proved: nobody can wait forever for others who"
                + " run these steps",
            "sync, fput-now:")
        .containsOnlyOnce(
            "  ./fputlab explore scenarios/hazards/h09-munmap-under-mmap-lock.conf"
                + " --close sync,fput-now")
        .filteredOn(line -> line.startsWith("order under "))
        .hasSize(5);
  }

  @Test
  void onePolicyStandsAlone() {
    assertThat(shell.fputlab("order", "hazards/h09-munmap-under-mmap-lock", "--close", "deferred"))
        .isZero();
    assertThat(shell.out())
        .contains("\ndeferred: proved: nobody can wait forever for others who run these steps\n")
        .doesNotContain("order under");
  }
}
