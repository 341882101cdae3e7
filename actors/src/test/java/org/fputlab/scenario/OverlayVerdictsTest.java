package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.NFSD_SYNC;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.nio.file.Path;
import org.fputlab.engine.Journal;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverlayVerdictsTest {

  private static final long TICK = 4_000_000L;

  /** The shutdown of the detached disk tells when its last file was closed. */
  private static final String PUT_BY_A_KERNEL_THREAD =
      """
      title = t, duration = 1s
      filesystems.plain { drop-inode = unlinked }
      mounts.disk   { filesystem = plain }
      mounts.merged { filesystem = overlay, lower = disk }
      mounts.upper  { filesystem = overlay, lower = merged }
      tasks.detacher { context = user, start = 1ms, run = [ umount_lazy disk ] }
      tasks.closer {
        context = kthread
        run = [ open f on disk
                sleep 2ms
                fput f ]
      }
      """;

  private Path folder;
  private Runner runner;

  @BeforeAll
  void start(@TempDir Path given) {
    folder = given;
    runner = new Runner();
  }

  @AfterAll
  void stop() {
    runner.close();
  }

  private Story overlay() {
    return Story.shipped(folder, runner, "vfs/overlay-nested-fput");
  }

  @Test
  void fileComesToWhatItExpects() {
    overlay().comesToWhatItExpects();
  }

  @Test
  void nfsdSyncKeepsUpWhereTheFilesBelowCloseQuickly() {
    Story quick =
        overlay().with("mounts.disk   { filesystem = xfs }", "mounts.disk { filesystem = tmpfs }");
    assertThat(quick.verdict(NFSD_SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void nfsdSyncKeepsUpWithTheDiskAlone() {
    assertThat(overlay().with("mount = merged", "mount = disk").verdict(NFSD_SYNC))
        .isEqualTo(Verdict.OK);
  }

  @Test
  void openHoldsAFileOfEachMountBelow() {
    RunResult result =
        new Story(folder, runner, PUT_BY_A_KERNEL_THREAD)
            .with("open f on disk", "open f on upper")
            .run(DEFERRED);
    assertThat(result.opened()).isEqualTo(3);
    assertThat(result.closed()).isEqualTo(3);
  }

  @Test
  void everyLevelCostsTwoTicksMoreWherePutsAreDeferred() {
    long alone = diskEndsAt("disk", DEFERRED);
    assertThat(diskEndsAt("merged", DEFERRED)).isEqualTo(alone + 2 * TICK);
    assertThat(diskEndsAt("upper", DEFERRED)).isEqualTo(alone + 4 * TICK);
  }

  @Test
  void levelsCloseAtOnceWherePutsAreNot() {
    assertThat(diskEndsAt("upper", SYNC)).isEqualTo(diskEndsAt("disk", SYNC));
  }

  @Test
  void fileThatAllTasksKnowHoldsAFileBelowToo() {
    String shared = "files.a { on = upper }\nfiles.b { on = disk }\n";
    Story story = new Story(folder, runner, PUT_BY_A_KERNEL_THREAD + shared);
    assertThat(story.with("fput f", "fput a, fput b, fput f").run(SYNC).closed()).isEqualTo(5);
  }

  @Test
  void overlayMustLieOverSomething() {
    assertThat(Written.problemsWith(folder, "mounts.m { filesystem = overlay }"))
        .containsExactly(
            "a.conf:2: mounts.m.filesystem = overlay: overlay lies over a mount, and none is named."
                + " Add lower = MOUNT.");
  }

  @Test
  void whatNeverPutsTheFileBelowLiesOverNothing() {
    assertThat(
            Written.problemsWith(
                folder, "mounts.d { filesystem = xfs }\nmounts.m { filesystem = xfs, lower = d }"))
        .singleElement()
        .asString()
        .contains("mounts.m.lower = d: xfs never closes what it opens there");
  }

  @Test
  void mountsDoNotLieOverEachOther() {
    String loop =
        "mounts.a { filesystem = overlay, lower = b }\n"
            + "mounts.b { filesystem = overlay, lower = a }";
    assertThat(Written.problemsWith(folder, loop))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("lies over itself"));
  }

  private long diskEndsAt(String openOn, ClosePolicy policy) {
    return new Story(folder, runner, PUT_BY_A_KERNEL_THREAD)
        .with("open f on disk", "open f on " + openOn).run(policy).events().stream()
            .filter(event -> event.text().equals("disk: shut down"))
            .mapToLong(Journal.Event::at)
            .findFirst()
            .orElseThrow();
  }
}
