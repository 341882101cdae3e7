package org.fputlab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/when-may-i-close-synchronously.md} is what order and explore say. */
class WhenMayICloseTest {

  private static final long SCHEDULES = 300;

  /** What somebody said of closing in place, and the scenario that has it. */
  private record Item(String said, String scenario, ClosePolicy close) {
    String command(String name) {
      return "`./fputlab %s %s --close %s`".formatted(name, scenario, close.word());
    }
  }

  private static final List<Item> ITEMS =
      List.of(
          sync("`->release` takes what the caller holds", "drivers/release-wants-the-ioctls-mutex"),
          sync("`i_rwsem` held, and taken by the release", "hazards/h10-close-under-i-rwsem"),
          sync("`mmap_lock` nests under `i_rwsem`", "vm/munmap-under-mmap-lock"),
          sync("VM: a userfaultfd behind a mapping", "vm/userfaultfd-release"),
          sync("drivers: a release that flushes its queue", "drivers/release-flushes-workqueue"),
          sync("drivers: the same inside that queue", "drivers/ordered-queue-waits-behind-itself"),
          sync("net/unix: files in flight, the collector", "unix/gc-purge"),
          sync("`nfsd_mutex`, and a file that takes it", "nfsd/stopped-thread-needs-nfsd-mutex"),
          new Item(
              "the same, only the file cache in place",
              "nfsd/stopped-thread-needs-nfsd-mutex",
              ClosePolicy.NFSD_SYNC),
          sync("`nlmsvc_mutex`: lockd drops the last", "regressions/lockd-last-reference"),
          sync("lazy umount before the last close", "mounts/lazy-umount-last-close"),
          sync("final `mntput` under `s_umount`", "mounts/internal-mount-under-s-umount"),
          new Item(
              "the same with the `mntput` punted",
              "mounts/internal-mount-under-s-umount",
              ClosePolicy.FPUT_NOW),
          new Item(
              "`fput_now` where lockd drops the last",
              "regressions/lockd-last-reference",
              ClosePolicy.FPUT_NOW),
          sync(
              "`dentry_kill` and who waits for the inode", "hazards/h39-lookup-waits-for-an-evict"),
          sync("`afs_silly_iput`, its server answers", "afs/exported-by-nfsd"),
          sync("asynchronous AFS", "afs/asynchronous-remove"),
          sync("kernel stack: sockets in sockets", "unix/socket-in-socket-chain"));

  private static Item sync(String said, String scenario) {
    return new Item(said, scenario, ClosePolicy.SYNC);
  }

  @Test
  void everyItemIsAnsweredAsThePageHasIt() throws Exception {
    List<String> table = new ArrayList<>();
    table.add("| closing in place | hangs? | known by | see |");
    table.add("|---|---|---|---|");
    try (Exploration exploration = new Exploration(1, () -> false)) {
      for (Item item : ITEMS) {
        table.add(row(item, exploration));
      }
    }
    GeneratedTable page = new GeneratedTable("when-may-i-close-synchronously.md", "items");
    assertThat(page.lines(table)).isEqualTo(table);
  }

  private static String row(Item item, Exploration exploration)
      throws ScenarioProblems, InterruptedException {
    Scenario scenario = ScenarioLoader.loadShipped(item.scenario());
    Order.Answer answer = StepOrder.of(scenario, item.close()).answer();
    Explored explored = explore(scenario, item.close(), exploration);
    if (explored.result() == Explored.Result.FOUND) {
      String what = explored.found().orElseThrow().ending().kind().word().replace('_', ' ');
      long number = explored.firstFailing().orElseThrow();
      return "| %s | yes: %s | found, by schedule %d | %s |"
          .formatted(item.said(), what, number, item.command("explore"));
    }
    return answer == Order.Answer.PROVED
        ? "| %s | no | proved by order | %s |".formatted(item.said(), item.command("order"))
        : "| %s | not known | not found in %d schedules; by order: %s | %s |"
            .formatted(
                item.said(),
                explored.schedules(),
                answer.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                item.command("order"));
  }

  private static Explored explore(Scenario scenario, ClosePolicy close, Exploration exploration)
      throws InterruptedException {
    return exploration.explore(
        new Setting(scenario, close, Timing.ANY, new RunLimits(Setting.RUNS, Map.of())),
        new Exploration.Order(Mix.MIXED, scenario.seed(), SCHEDULES),
        () -> false,
        Exploration.Progress.NONE);
  }
}
