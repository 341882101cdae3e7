package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Steps.*;

import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the finaliser does and in which order: {@code __fput} and what it calls. */
class FputTest {

  private final Seen seen = new Seen();

  @Test
  void synchronousPutIsSynchronousForOneLevelOnly() {
    FileSystem lower = fileSystem("lower").release(seen.at("lower")).build();
    FileSystem overlay =
        fileSystem("overlay")
            .release(open("real", "lower"), fput("real"), seen.at("upper"))
            .build();
    machine(ClosePolicy.DEFERRED)
        .mount("lower", lower)
        .mount("overlay", overlay)
        .kthread("k", open("f", "overlay"), fputSync("f"))
        .run(SECOND);
    assertThat(seen.one("upper").task()).isEqualTo("k");
    assertThat(seen.one("upper").at()).isZero();
    assertThat(seen.one("lower").task()).isEqualTo("kworker-0");
    assertThat(seen.one("lower").at()).isEqualTo(8 * MS);
  }

  @Test
  void nestedCloseRunsInsideTheOuterOneWhereAllIsSynchronous() {
    FileSystem lower = fileSystem("lower").release(seen.at("lower")).build();
    FileSystem overlay =
        fileSystem("overlay")
            .release(open("real", "lower"), fput("real"), seen.at("upper"))
            .build();
    machine(ClosePolicy.SYNC)
        .mount("lower", lower)
        .mount("overlay", overlay)
        .kthread("k", open("f", "overlay"), close("f"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("lower", "upper");
    assertThat(seen.one("lower").stack())
        .containsExactly("lower_release", "__fput", "overlay_release", "__fput", "k", "kthread");
  }

  @ParameterizedTest
  @EnumSource
  void flushRunsInTheCloserUnderEveryPolicy(ClosePolicy policy) {
    FileSystem flushes = fileSystem("nfs").flush(io(5 * MS), seen.at("flush")).build();
    machine(policy)
        .mount("nfs", flushes)
        .kthread("k", open("f", "nfs"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("flush", "closed");
    assertThat(seen.one("flush").task()).isEqualTo("k");
    assertThat(seen.one("flush").stack())
        .containsExactly("nfs_flush", "filp_close", "k", "kthread");
  }

  @ParameterizedTest
  @EnumSource
  void fileHasTheSameReleaseTimeUnderEveryPolicy(ClosePolicy policy) {
    assertThat(serviceTimes(policy)).isEqualTo(serviceTimes(ClosePolicy.DEFERRED));
    assertThat(serviceTimes(policy)).doesNotHaveDuplicates().hasSize(50);
  }

  /** How long each of 50 files' evictions took, in the order of their opening. */
  private static List<Long> serviceTimes(ClosePolicy policy) {
    Seen seen = new Seen();
    FileSystem random =
        fileSystem("xfs")
            .alwaysEvict()
            .evict(seen.at("begin"), io(new Dist.Exp(2 * MS)), seen.at("end"))
            .build();
    machine(policy).mount("xfs", random).kthread("k", fiftyFiles()).run(10 * SECOND);
    long[] times = new long[50];
    seen.all("begin").forEach(sight -> times[sight.file()] -= sight.at());
    seen.all("end").forEach(sight -> times[sight.file()] += sight.at());
    return java.util.Arrays.stream(times).boxed().toList();
  }

  private static Step[] fiftyFiles() {
    Step[] steps = new Step[100];
    for (int i = 0; i < 50; i++) {
      steps[i] = open("f" + i, "xfs");
      steps[50 + i] = close("f" + i);
    }
    return steps;
  }

  @Test
  void dropInodeThatKeepsEvictsOnlyWhatIsUnlinked() {
    FileSystem keeps = fileSystem("ext4").evict(seen.at("evict")).build();
    machine(ClosePolicy.SYNC)
        .mount("ext4", keeps)
        .kthread(
            "k",
            open("a", "ext4"),
            close("a"),
            open("b", "ext4", "named"),
            close("b"),
            seen.at("linked ones closed"),
            open("c", "ext4"),
            unlink("c"),
            close("c"),
            open("d", "ext4", "named"),
            unlink("d"),
            close("d"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("linked ones closed", "evict", "evict");
    assertThat(seen.all("evict").get(0).stack())
        .startsWith("ext4_evict_inode", "evict", "iput", "__dentry_kill", "dput", "__fput");
  }

  @Test
  void sillyRenamedFileIsRemovedAtItsLastCloseAndOnlyThen() {
    FileSystem afs =
        fileSystem("afs")
            .sillyRename()
            .alwaysEvict()
            .dIput(seen.at("remove"))
            .evict(seen.at("evict"))
            .build();
    machine(ClosePolicy.SYNC)
        .mount("afs", afs)
        .kthread(
            "k",
            open("a", "afs"),
            close("a"),
            seen.at("linked one closed"),
            open("b", "afs", "shared"),
            open("c", "afs", "shared"),
            unlink("b"),
            close("b"),
            seen.at("first closed"),
            close("c"))
        .run(SECOND);
    assertThat(seen.order())
        .containsExactly("evict", "linked one closed", "first closed", "remove", "evict");
    assertThat(seen.one("remove").stack())
        .containsExactly("afs_d_iput", "__dentry_kill", "dput", "__fput", "k", "kthread");
  }

  @Test
  void emptyPathsLeaveNoFrame() {
    machine(ClosePolicy.SYNC)
        .mount("disk", tmpfs())
        .kthread("k", open("f", "disk"), close("f"), seen.at("end"))
        .run(SECOND);
    assertThat(seen.one("end").stack()).containsExactly("k", "kthread");
    assertThat(Path.empty("x").isEmpty()).isTrue();
  }
}
