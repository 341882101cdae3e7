package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.locks.CompletionWords;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.memory.MemoryWords;
import org.fputlab.kernel.mounts.FreezeWords;
import org.fputlab.kernel.mounts.MountWords;
import org.fputlab.kernel.nfsd.NfsdWords;
import org.fputlab.kernel.sockets.SocketWords;
import org.fputlab.kernel.task.TaskWords;
import org.junit.jupiter.api.Test;

class CompletersTest {

  private static final KernelSpec KERNEL =
      kernel(
          mount("a", path("a_release", new CompletionWords.Complete("a-done", false))),
          mount(
              "b",
              path(
                  "b_release",
                  new TaskWords.Call(path("inner", new CompletionWords.Complete("b-done", true))))),
          mount(
              "nested",
              path(
                  "nested_release",
                  new FileWords.Open("real", "a", ""),
                  new FileWords.Fput("real"))),
          mount("quiet", Path.empty("quiet_release")));

  private static Path path(String function, Step... steps) {
    return new Path(function, List.of(steps));
  }

  private static KernelSpec.Mount mount(String name, Path release) {
    Path none = Path.empty("none");
    return new KernelSpec.Mount(
        name, new FileSystem(name, none, release, none, none, none, true, false, ""), false);
  }

  private static KernelSpec kernel(KernelSpec.Mount... mounts) {
    Map<String, KernelSpec.Mount> byName = new LinkedHashMap<>();
    List<KernelSpec.SharedFile> files = new ArrayList<>();
    for (KernelSpec.Mount mount : mounts) {
      byName.put(mount.name(), mount);
      files.add(new KernelSpec.SharedFile("shared-" + mount.name(), mount.name(), ""));
    }
    return new KernelSpec(
        KernelVersion.V6_6,
        1,
        4_000_000,
        ClosePolicy.SYNC,
        100,
        byName,
        files,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        KernelSpec.Costs.NONE,
        0,
        Set.of(),
        Map.of(),
        KernelSpec.Pages.MANY);
  }

  @Test
  void aProgramCompletesWhatItSays() {
    Path program =
        path("p", new TaskWords.Call(path("q", new CompletionWords.Complete("done", false))));

    assertThat(Completers.of(program, KERNEL).completions()).containsExactly("done");
  }

  @Test
  void aProgramCompletesWhatItsClosesComplete() {
    assertThat(Completers.of(path("p", new FileWords.Fput("shared-a")), KERNEL).completions())
        .containsExactly("a-done");
    assertThat(
            Completers.of(path("p", new MemoryWords.Munmap("shared-b", "mm")), KERNEL)
                .completions())
        .containsExactly("b-done");
    assertThat(
            Completers.of(
                    path("p", new FileWords.Open("x", "b", ""), new FileWords.FputSync("x")),
                    KERNEL)
                .completions())
        .containsExactly("b-done");
  }

  @Test
  void aCloseInsideACloseCounts() {
    assertThat(Completers.of(path("p", new FileWords.Close("shared-nested")), KERNEL).completions())
        .containsExactly("a-done");
  }

  @Test
  void aCloseThatCompletesNothingAddsNothing() {
    assertThat(Completers.of(path("p", new FileWords.Close("shared-quiet")), KERNEL).completions())
        .isEmpty();
  }

  @Test
  void whatWorksOffAListOfFilesMayCompleteAnything() {
    for (Step step :
        List.of(
            new FileWords.FlushDelayedFput(),
            new SocketWords.UnixRelease(),
            new SocketWords.UnixGc(),
            new FileWords.Fput("not-known"))) {
      assertThat(Completers.of(path("p", step), KERNEL).completions())
          .as(step.toString())
          .containsExactly("a-done", "b-done");
    }
    assertThat(Completers.ofAnyClose(KERNEL).completions()).containsExactly("a-done", "b-done");
  }

  /** What a task finds there it has put itself, and the put counts. */
  @Test
  void itsOwnTaskWorkAddsNothingToWhatATaskPuts() {
    assertThat(Completers.of(path("p", new TaskWords.ReturnToUser()), KERNEL).completions())
        .isEmpty();
    Path puts = path("p", new FileWords.Fput("not-known"), new TaskWords.ReturnToUser());
    assertThat(Completers.of(puts, KERNEL).completions()).containsExactly("a-done", "b-done");
  }

  /** Step by step it would be a million million steps. */
  @Test
  void aPathIsWalkedOnceHoweverOftenItIsCalled() {
    Path called = path("p0", new CompletionWords.Complete("done", false));
    for (int i = 1; i <= 40; i++) {
      called = path("p" + i, new TaskWords.Call(called), new TaskWords.Call(called));
    }

    assertThat(Completers.of(called, KERNEL).completions()).containsExactly("done");
  }

  @Test
  void aStepThatIsNotKnownMayDoAnything() {
    Step unknown = calls -> true;
    assertThat(Completers.of(path("p", unknown), KERNEL).anything()).isTrue();
    assertThat(Completers.of(path("p", new TaskWords.Call(path("q", unknown))), KERNEL).anything())
        .isTrue();
    assertThat(Completers.of(path("p", new FileWords.GetFile("f")), KERNEL).anything()).isFalse();
  }

  @Test
  void whatIsTriedAgainOrLeftToTheFileCacheCounts() {
    Step again = new TaskWords.Retry(new Dist.Fixed(1), new MountWords.Umount("a", false));
    assertThat(Completers.of(path("p", again), KERNEL).completions()).containsExactly("a-done");
    Step cached = new NfsdWords.NfsdFilePut("shared-b");
    assertThat(Completers.of(path("p", cached), KERNEL).completions()).containsExactly("b-done");
  }

  @Test
  void aThawIsWhatSomebodyMayWaitFor() {
    assertThat(Completers.of(path("p", new FreezeWords.Thaw("a")), KERNEL).thawed())
        .containsExactly("a");
    assertThat(Completers.of(path("p", new FreezeWords.Thaw("sb")), KERNEL).thawed())
        .containsExactlyInAnyOrder("a", "b", "nested", "quiet");
  }

  @Test
  void anUnmountShutsItsFileSystemDown() {
    assertThat(Completers.of(path("p", new MountWords.Umount("a", true)), KERNEL).completions())
        .containsExactly("a-done");
  }

  @Test
  void aProgramGivesOthersUnitsWhereItGivesBackMoreThanItTook() {
    LockName slots = new LockName("slots", "");
    Step down = new LockWords.Acquire("down", slots, false, false);
    Step up = new LockWords.Release("up", slots, false);
    assertThat(Completers.of(path("p", down, down, up, up), KERNEL).semaphores()).isEmpty();
    assertThat(Completers.of(path("p", up, down), KERNEL).semaphores()).containsExactly(slots);
    assertThat(Completers.of(path("p", down, up, up), KERNEL).semaphores()).containsExactly(slots);
    assertThat(
            Completers.of(path("p", down, new TaskWords.Call(path("q", up))), KERNEL).semaphores())
        .containsExactly(slots);
  }
}
