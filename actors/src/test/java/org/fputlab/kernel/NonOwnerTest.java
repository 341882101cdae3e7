package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.kernel.locks.NonOwnerWords;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** An rwsem that one task takes and another gives back. */
class NonOwnerTest {

  private final Seen seen = new Seen();

  private static Step take(String lock) {
    return new NonOwnerWords.DownReadNonOwner(lock(lock));
  }

  private static Step give(String lock) {
    return new NonOwnerWords.UpReadNonOwner(lock(lock));
  }

  @Test
  void writerWaitsUntilAnotherTaskGivesItBack() {
    try (Machines.Booted booted =
        machine(ClosePolicy.DEFERRED)
            .kthread("takes", take("sem"), take("sem"))
            .kthreadAt(MS, "writer", downWrite("sem"), upWrite("sem"), seen.at("written"))
            .kthreadAt(10 * MS, "gives", give("sem"), io(10 * MS), give("sem"))
            .boot()) {
      booted.until(5 * MS);
      assertThat(row("takes").holds()).noneMatch(hold -> hold.resource().name().equals("sem"));
      assertThat(waitOf("writer").resource().name()).isEqualTo("sem");
      booted.until(SECOND);
      assertThat(booted.tables().tasks().lockOrder().dependencies()).isEmpty();
    }
    assertThat(seen.one("written").at()).isEqualTo(20 * MS);
  }
}
