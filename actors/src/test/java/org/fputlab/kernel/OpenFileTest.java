package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.engine.Tables;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.junit.jupiter.api.Test;

/** What opening a file waits for, and how open files are counted. */
class OpenFileTest {

  private final Seen seen = new Seen();

  private FileSystem noting() {
    return fileSystem("disk").release(seen.at("release")).build();
  }

  @Test
  void openOfAnInodeThatIsBeingFreedWaitsUntilItIsGone() {
    FileSystem slow =
        fileSystem("ext4").evict(seen.at("evict"), io(30 * MS), seen.at("evicted")).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("ext4", slow)
            .kthread("k", open("a", "ext4", "x"), unlink("a"), close("a"))
            .userAt(MS, "u", open("b", "ext4", "x"), seen.at("opened"), close("b"))
            .boot()) {
      booted.until(2 * MS);
      assertThat(waitOf("u").resource().name()).isEqualTo("I_FREEING(x)");
      assertThat(Machines.row("k").isHolding(waitOf("u").resource())).isTrue();
      booted.until(SECOND);
    }
    assertThat(seen.order()).containsExactly("evict", "evicted", "opened");
    assertThat(seen.one("opened").at()).isEqualTo(30 * MS);
  }

  @Test
  void whoRemovesASillyRenamedFileIsSeenToHoldUpThoseWhoOpenIt() {
    FileSystem afs =
        fileSystem("afs").sillyRename().dIput(waitForCompletion("server answers")).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("afs", afs)
            .kthread("k", open("a", "afs", "x"), unlink("a"), close("a"))
            .userAt(MS, "u", open("b", "afs", "x"))
            .boot()) {
      booted.until(2 * MS);
      assertThat(Machines.row("k").isHolding(waitOf("u").resource())).isTrue();
    }
  }

  @Test
  void fileMaxRefusesAUserButNotAKernelThread() {
    machine(ClosePolicy.DEFERRED)
        .fileMax(1)
        .mount("disk", noting())
        .kthread("k", open("a", "disk"), open("b", "disk"), sleep(SECOND), close("a"), close("b"))
        .userAt(MS, "u", open("c", "disk"), getFile("c"), unlink("c"), close("c"), fput("c"))
        .run(500 * MS);
    assertThat(gauge(Meters.ENFILE).in()).isEqualTo(1);
    assertThat(gauge(Meters.OPEN_FILES).in()).isEqualTo(2);
  }

  @Test
  void pendingClosesCountTowardsFileMax() {
    machine(ClosePolicy.DEFERRED)
        .fileMax(1)
        .mount("disk", tmpfs())
        .kthread("k", open("a", "disk"), close("a"))
        .userAt(MS, "early", open("b", "disk"), close("b"))
        .userAt(10 * MS, "late", open("c", "disk"), close("c"))
        .run(SECOND);
    assertThat(gauge(Meters.ENFILE).in()).isEqualTo(1);
    assertThat(gauge(Meters.OPEN_FILES).in()).isEqualTo(2);
  }

  @Test
  void everyFinalisedFileIsCountedOutOnce() {
    Tables tables =
        machine(ClosePolicy.DEFERRED)
            .mount("disk", noting())
            .nfsd(4)
            .openLoop("c", "disk", new Dist.Exp(2 * MS), open("f", ""), close("f"))
            .run(10 * SECOND);
    assertThat(gauge(Meters.PENDING_CLOSES).in()).isGreaterThan(4000);
    assertThat(gauge(Meters.PENDING_CLOSES).out()).isEqualTo(seen.all("release").size());
    assertThat(tables.samples().of(Meters.CLOSE_LAG).snapshot().getTotalCount())
        .isEqualTo(seen.all("release").size());
  }

  @Test
  void fileClosedTwiceByNameIsUsedAfterItWasFreed() {
    Tables tables =
        machine(ClosePolicy.SYNC)
            .mount("disk", tmpfs())
            .sharedFile("a", "disk")
            .kthread("k", close("a"), open("b", "disk"), close("a"))
            .run(SECOND);
    assertThat(tables.bugs().all())
        .singleElement()
        .satisfies(
            bug -> {
              assertThat(bug.task()).isEqualTo("k");
              assertThat(bug.what()).startsWith("drops a reference to a, which nobody holds");
            });
  }
}
