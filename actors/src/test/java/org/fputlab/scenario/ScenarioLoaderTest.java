package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.fputlab.fault.FaultSpec;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;
import org.fputlab.watch.WatchSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioLoaderTest {

  private static final Path REFERENCE = Path.of("../config/reference.conf");

  private final Path folder;

  ScenarioLoaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aKernelReleaseIsReadAsItIsWritten() {
    assertThat(Written.with(folder, "").kernel().version()).hasToString("6.6");
    assertThat(Written.with(folder, "kernel = 6.10").kernel().version()).hasToString("6.10");
    assertThat(Written.with(folder, "kernel = \"6.19\"").kernel().version()).hasToString("6.19");
  }

  @Test
  void theScenarioOfTheCustomerIsRead() throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped("nfsd/outruns-delayed-fput");

    assertThat(scenario.file()).isEqualTo("scenarios/nfsd/outruns-delayed-fput.conf");
    assertThat(scenario.duration()).isEqualTo(60_000_000_000L);
    assertThat(scenario.source()).hasSize(2);
    assertThat(scenario.expect())
        .contains(
            Map.entry(ClosePolicy.DEFERRED, Verdict.GROWS),
            Map.entry(ClosePolicy.SYNC, Verdict.OK),
            Map.entry(ClosePolicy.FPUT_NOW, Verdict.OK),
            Map.entry(ClosePolicy.NFSD_SYNC, Verdict.OK),
            Map.entry(ClosePolicy.NFSD_TASK_WORK, Verdict.OK));
    KernelSpec kernel = scenario.kernel();
    assertThat(kernel.nfsd()).contains(new KernelSpec.Nfsd(256, 8, 2_000_000_000L));
    assertThat(kernel.clients().get(0).op().steps())
        .containsExactly(
            new FileWords.Open("it", "export", ""),
            new TimeWords.Cpu(new Dist.Fixed(30_000)),
            new FileWords.Close("it"));
  }

  @Test
  void theCustomersFilesComeNearlyTwiceAsFastAsOneWorkerFinishesThem() throws ScenarioProblems {
    KernelSpec kernel = ScenarioLoader.loadShipped("nfsd/outruns-delayed-fput").kernel();

    double evict =
        Written.fileSystem(kernel, "export").evict().steps().stream()
            .mapToDouble(
                step ->
                    step instanceof TimeWords.Cpu cpu
                        ? cpu.time().mean()
                        : ((TimeWords.Io) step).time().mean())
            .sum();
    double arrival = kernel.clients().get(0).arrival().orElseThrow().mean();
    assertThat(evict / arrival).isBetween(1.8, 2.0);
  }

  @Test
  void everyShippedScenarioHasNoProblems() throws ScenarioProblems {
    assertThat(ScenarioLoader.shipped()).contains("nfsd/outruns-delayed-fput");
    for (String name : ScenarioLoader.shipped()) {
      assertThat(ScenarioLoader.loadShipped(name).expect()).as(name).isNotEmpty();
    }
  }

  @Test
  void aFileThatSaysLittleGetsTheDefaults() {
    Scenario scenario = Written.with(folder, "");

    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(scenario.watch())
        .isEqualTo(
            new WatchSpec(
                100_000_000L, 1_000_000_000L, 5_000_000_000L, 120_000_000_000L, 16L << 30, 1024));
    KernelSpec kernel = scenario.kernel();
    assertThat(kernel.cpus()).isEqualTo(8);
    assertThat(kernel.jiffy()).isEqualTo(4_000_000);
    assertThat(kernel.close()).isEqualTo(ClosePolicy.DEFERRED);
    assertThat(kernel.fileMax()).isEqualTo(1_677_721);
    assertThat(kernel.nfsd()).isEmpty();
    assertThat(kernel.lockd()).isEmpty();
  }

  @Test
  void fileMaxIsAtLeastWhatTheKernelGrants() {
    assertThat(Written.with(folder, "memory = 16MiB").kernel().fileMax()).isEqualTo(8192);
    assertThat(Written.with(folder, "file-max = 100").kernel().fileMax()).isEqualTo(100);
  }

  @Test
  void theReferenceNamesEveryKey() throws ScenarioProblems {
    assertThat(ScenarioLoader.leftOut(REFERENCE))
        .containsExactlyInAnyOrder(
            "clients.my-clients.think",
            "clients.my-other-clients.arrivals",
            "clients.my-other-clients.count",
            "clients.my-other-clients.rate",
            "faults[2].for",
            "faults[2].nth",
            "faults[3].for",
            "faults[3].interval",
            "faults[3].probability",
            "faults[3].times",
            "mounts.my-bind-mount.cleanup",
            "mounts.my-bind-mount.internal",
            "mounts.my-merged.cleanup",
            "mounts.my-merged.internal",
            "mounts.my-merged.superblock",
            "mounts.my-mount.lower",
            "mounts.my-mount.superblock",
            "servers.my-daemon.network",
            "servers.my-daemon.nfsd",
            "servers.my-daemon.service",
            "servers.my-daemon.silence",
            "servers.my-loopback.network",
            "servers.my-loopback.operations",
            "servers.my-loopback.service",
            "servers.my-loopback.silence",
            "servers.my-loopback.workers",
            "servers.my-server.operation",
            "servers.my-server.operations",
            "tasks.my-paced-task.count",
            "tasks.my-paced-task.start",
            "tasks.my-paced-task.stop",
            "tasks.my-paced-task.times",
            "tasks.my-task.period",
            "works.my-work.unbound",
            "works.my-closer.queue",
            "works.my-work.file",
            "tasks.my-paced-task.every");
  }

  @Test
  void theReferenceShowsTheDefaults() throws ScenarioProblems {
    Scenario shown = ScenarioLoader.load(REFERENCE);
    Scenario defaults =
        Written.scenario(
            folder,
            """
            title = "every key of a scenario file"
            duration = 60s
            filesystems.my-fs { extends = tmpfs, server = my-server }
            mounts.my-mount { filesystem = my-fs }
            mounts.my-bind-mount { superblock = my-mount }
            mounts.my-merged { filesystem = overlay, lower = my-mount }
            files.my-file { on = my-mount, inode = my-inode }
            servers {
              my-server { }, my-loopback { nfsd = true }
              my-daemon { workers = 4, operation = [], operations.OP = [] }
            }
            queues.my-queue { }
            nfsd { }, lockd { }
            clients {
              my-clients { mount = my-mount, rate = 2000/s, op = [ open, close ] }
              my-other-clients { service = lockd, mount = my-mount, think = 10ms
                op = [ mutex_lock nlm_file_mutex, mutex_unlock nlm_file_mutex ] }
            }
            paths.my_path = [ cpu 1us ]
            works.my-work.run = []
            works.my-closer { file = it, unbound = false, run = [ __fput_sync it ] }
            tasks.my-task { context = user, every = 1s, times = 10, stop = 50s
              run = [ call my_path, queue_work my-work ] }
            tasks.my-paced-task { context = kthread, period = 1s
              run = [ open f on my-mount, queue_work my-closer f ] }
            semaphores.my-slots = 2
            """);

    assertThat(shown.kernel())
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(defaults.kernel());
    assertThat(shown.watch()).isEqualTo(defaults.watch());
    assertThat(shown.seed()).isEqualTo(defaults.seed());
    assertThat(shown.story()).isEqualTo(defaults.story());
    assertThat(shown.source()).isEqualTo(defaults.source());
    assertThat(shown.duration()).isEqualTo(defaults.duration());
  }

  @Test
  void faultsComeInTheOrderOfTheirTime() {
    Scenario scenario =
        Written.with(
            folder,
            """
            servers.s {}
            tasks.t { context = user, run = [ page_fault app ] }
            faults = [ { at = 20s, on = s, do = slow, by = 100, for = 5s }
                       { at = 10s, on = "mmap_lock(app)", do = hold }
                       { at = 5s, do = memory-pressure, by = 3.5 }
                       { at = 1s, on = delayed_fput, do = pause, for = 1s } ]
            """);

    assertThat(scenario.faults())
        .containsExactly(
            new FaultSpec(
                1_000_000_000L, "delayed_fput", "pause", OptionalLong.of(1_000_000_000L), Map.of()),
            new FaultSpec(
                5_000_000_000L,
                "machine",
                "memory-pressure",
                OptionalLong.empty(),
                Map.of("by", 3.5)),
            new FaultSpec(
                10_000_000_000L, "mmap_lock(app)", "hold", OptionalLong.empty(), Map.of()),
            new FaultSpec(
                20_000_000_000L,
                "s",
                "slow",
                OptionalLong.of(5_000_000_000L),
                Map.of("by", 100.0)));
  }

  @Test
  void clientsCallAtRandomOrAtEqualDistancesOrThink() {
    List<KernelSpec.Client> clients =
        Written.with(
                folder,
                """
                nfsd {}, mounts.m { filesystem = tmpfs }
                clients { a { mount = m, rate = 1000/s, op = [] }
                          b { mount = m, rate = 1000/s, arrivals = paced, op = [] }
                          c { mount = m, think = uniform(1ms 3ms), op = [] } }
                """)
            .kernel()
            .clients();

    assertThat(clients.get(0).arrival()).contains(new Dist.Exp(1e6));
    assertThat(clients.get(1).arrival()).contains(new Dist.Fixed(1_000_000));
    assertThat(clients.get(2).arrival()).isEmpty();
    assertThat(clients.get(2).think()).contains(new Dist.Uniform(1_000_000, 3_000_000));
  }

  @Test
  void tasksMayRunAtRandomDistancesWhateverTheRunBeforeDoes() {
    KernelSpec.TaskSpec task =
        Written.with(folder, "tasks.t { context = kthread, period = exp(2ms), run = [ cpu 1us ] }")
            .kernel()
            .tasks()
            .get(0);

    assertThat(task.pace().period()).contains(new Dist.Exp(2_000_000));
  }

  @Test
  void tasksRunAtEqualDistancesUntilTheyStop() {
    KernelSpec.TaskSpec task =
        Written.with(
                folder, "tasks.t { context = kthread, period = 2ms, stop = 3s, run = [ cpu 1us ] }")
            .kernel()
            .tasks()
            .get(0);

    assertThat(task.pace().period()).contains(new Dist.Fixed(2_000_000));
    assertThat(task.pace().stop()).isEqualTo(3_000_000_000L);
    assertThat(task.times()).isZero();
  }

  @Test
  void tasksRunOnceUnlessTheyRepeat() {
    List<KernelSpec.TaskSpec> tasks =
        Written.with(
                folder,
                """
                tasks { once { context = user, run = [] }
                        ever { context = kthread, every = 1s, run = [] }
                        some-times { context = user, times = 3, start = 1s, run = [] } }
                """)
            .kernel()
            .tasks();

    assertThat(tasks).extracting(KernelSpec.TaskSpec::times).containsExactly(1L, 0L, 3L);
    assertThat(tasks).extracting(KernelSpec.TaskSpec::kthread).containsExactly(false, true, false);
    assertThat(tasks.get(2).run().function()).isEqualTo("some_times");
    assertThat(tasks.get(2).start()).isEqualTo(1_000_000_000L);
  }

  @Test
  void namedPartsKeepTheOrderOfTheFile() {
    assertThat(
            Written.with(folder, "servers { z {}, a {}\n m {} }\nservers.b {}")
                .kernel()
                .servers()
                .keySet())
        .containsExactly("a", "z", "m", "b");
  }

  @Test
  void aLoopbackServerIsServedByNfsdThreads() {
    KernelSpec.Server server =
        Written.server(
            Written.with(
                folder,
                "nfsd {}, mounts.m { filesystem = tmpfs }\n"
                    + "servers.s { nfsd = true, silence = 0s, operation = [ open f on m, fput f ] }"),
            "s");

    assertThat(server.nfsd()).isTrue();
    assertThat(server.silence()).isZero();
    assertThat(server.operation().steps()).hasSize(2);
  }

  @Test
  void anIncludedFileAddsToTheScenario() {
    Written.file(folder, "machine.conf", "cpus = 2\nnfsd { threads = 16 }");
    KernelSpec kernel = Written.with(folder, "include \"machine.conf\"\ncpus = 4").kernel();

    assertThat(kernel.cpus()).isEqualTo(4);
    assertThat(kernel.nfsd().map(KernelSpec.Nfsd::threads)).isEqualTo(Optional.of(16));
  }

  @Test
  void theExampleOfTheDesignIsAScenario() {
    Scenario scenario =
        Written.scenario(
            folder,
            """
            title    = "nfsd hands over closes faster than delayed_fput can finish them"
            story    = \"""One paragraph: what happens and why it is interesting.\"""
            source   = ["NeilBrown, 2023-12-08, [PATCH 1/3] nfsd: use __fput_sync()"]
            duration = 60s            # simulated time
            seed     = 1
            cpus     = 8
            close    = deferred
            filesystems.slow-xfs {
              release = []
              evict   = [ cpu 20us
                          io exp(2ms) ]            # xfs reads the inode cluster back
            }
            mounts.export { filesystem = slow-xfs }
            files.a { on = export }
            servers.afs-server { workers = 4, service = exp(1ms), network = 200us }
            nfsd { threads = 256 }
            clients.c { count = 64, mount = export, rate = 2000/s, op = [ open, close ] }
            tasks.unmapper {
              context = user          # or kthread
              run = [ down_write mmap_lock(app)
                      fput a
                      up_write mmap_lock(app) ]
              every = exp(5ms)
            }
            faults = [ { at = 10s, on = afs-server, do = hang, for = 20s } ]
            expect { deferred = grows, sync = ok }
            watch  { stalled-after = 1s, hung-after = 120s, sample-every = 100ms }
            """);

    assertThat(scenario.kernel().tasks().get(0).pace().every()).contains(new Dist.Exp(5e6));
    assertThat(Written.fileSystem(scenario.kernel(), "export").evict().function())
        .isEqualTo("slow_xfs_evict_inode");
  }
}
