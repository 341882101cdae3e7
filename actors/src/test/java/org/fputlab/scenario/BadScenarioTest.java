package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadScenarioTest {

  private final Path folder;

  BadScenarioTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void misspeltStepUnderAMisspeltKeyIsToldWithTheKey() {
    assertThat(
            Written.problems(
                folder,
                """
                title = t
                duration = 1s
                tasks.t { context = user, rnu = [ cpu 1us, dwon_write i_rwsem(x) ] }
                """))
        .anyMatch(problem -> problem.contains("tasks.t.rnu = ") && problem.contains("unknown key"))
        .anyMatch(problem -> problem.contains("unknown step dwon_write. Did you mean down_write?"))
        .noneMatch(problem -> problem.contains("unknown step cpu"));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("seed = \"not a number\"", "seed = not a number: is not a whole number."),
        Arguments.of("seed = \"1\"", "seed = 1: is not a whole number."),
        Arguments.of("seed = 1.5", "seed = 1.5: is not a whole number."),
        Arguments.of("seed = 99999999999999999999", "is not a whole number."),
        Arguments.of("seed = null", "seed = null: is not a whole number."),
        Arguments.of("seed = [1]", "seed = [ ... ]: is not a whole number."),
        Arguments.of(
            "kernel = 5.4",
            "kernel = 5.4: is a kernel release whose rules are not known here. Write one from 6.1 to"
                + " 6.19."),
        Arguments.of("kernel = new", "kernel = new: is not a kernel release."),
        Arguments.of("cpus = 0", "cpus = 0: is out of range. Write a whole number from 1 to 8192."),
        Arguments.of("cpus = -1", "cpus = -1: is out of range."),
        Arguments.of("tittle = x", "tittle = x: unknown key. Did you mean title?"),
        Arguments.of("close = snyc", "close = snyc: unknown close policy. Did you mean sync?"),
        Arguments.of(
            "close = later", "Known: deferred, sync, fput-now, nfsd-sync, nfsd-task-work."),
        Arguments.of("memory = 16GB", "has the unknown unit GB. Units are B, KiB, MiB, GiB, TiB."),
        Arguments.of("story = 5", "story = 5: is not text."),
        Arguments.of("source = mail", "source = mail: is not a list. Write it in [ ]."),
        Arguments.of("source = [ 5 ]", "source = 5: is not text."),
        Arguments.of("nfsd = 8", "nfsd = 8: is not a section. Write its keys in { }."),
        Arguments.of("nfsd { thread = 8 }", "nfsd.thread = 8: unknown key. Did you mean threads?"),
        Arguments.of("nfsd { laundrette = 2 }", "nfsd.laundrette = 2: has no unit."),
        Arguments.of("nfsd { laundrette = 0s }", "nfsd.laundrette = 0s: is not above zero."),
        Arguments.of("lockd { threads = 2 }", "lockd.threads = 2: unknown key."),
        Arguments.of("watch { hung-after = 120 s }", "has a space before its unit. Write 120s."),
        Arguments.of("watch { hung-after = 5 parsecs }", "has the unknown unit parsecs."),
        Arguments.of("watch { hung-after = -5s }", "watch.hung-after = -5s: is negative."),
        Arguments.of(
            "expect { deffered = ok }",
            "expect.deffered = ok: unknown key. Did you mean deferred?"),
        Arguments.of(
            "expect { sync = good }", "expect.sync = good: unknown verdict. Known: ok, waits"),
        Arguments.of("mounts.m { }", "mounts.m.filesystem: is missing. Write filesystem = ext4."),
        Arguments.of(
            "mounts.m { filesystem = etx4 }", "unknown file system etx4. Did you mean ext4?"),
        Arguments.of(
            "mounts.m { filesystem = tmpfs, internal = yes }", "is neither true nor false."),
        Arguments.of("mounts.m { filesystem = nfs }", "nfs calls a server, and none is named."),
        Arguments.of(
            "mounts.\"my mount\" { filesystem = tmpfs }", "mounts.my mount: is not a name."),
        Arguments.of(
            "files.f { on = m }", "files.f.on = m: unknown mount m. The file declares none."),
        Arguments.of("filesystems.xfs { }", "filesystems.xfs: xfs is built in."),
        Arguments.of("filesystems.f { extends = xf }", "unknown file system xf. Did you mean xfs?"),
        Arguments.of(
            "filesystems.f { drop-inode = never }", "unknown rule. Known: always, unlinked."),
        Arguments.of("filesystems.f { server = s }", "unknown server s."),
        Arguments.of("filesystems.f { release = cpu 1us }", "is not a list."),
        Arguments.of("filesystems.f { release = [ [ cpu 1us ] ] }", "is not text."),
        Arguments.of("filesystems.f { relase = [] }", "unknown key. Did you mean release?"),
        Arguments.of("servers.s { service = parsec(5) }", "unknown distribution parsec."),
        Arguments.of("servers.s { nfsd = true }", "the machine runs no nfsd."),
        Arguments.of("servers.s { operation = [] }", "has no step. Leave it out, or write"),
        Arguments.of(
            "servers.s { operation = [ cpu 1us ], service = 1ms }",
            "has no effect beside steps of the daemon's own. Leave it out."),
        Arguments.of(
            "servers.s.operations.READ = [ cpuu 1us ]", "unknown step cpuu. Did you mean cpu?"),
        Arguments.of(
            "servers.s.operations { \"a b\" = [ cpu 1us ] }",
            "is not a name. Use letters, digits, - and _."),
        Arguments.of(
            "servers.s.operation = [ cpu 1us ]\ntasks.s-7 { context = user, run = [ cpu 1us ] }",
            "tasks.s-7 has the name of a thread of it. Call one something else."),
        Arguments.of(
            "nfsd {}, servers.s { nfsd = true, workers = 2 }", "has no effect beside nfsd = true."),
        Arguments.of("semaphores.s = -1", "semaphores.s = -1: is out of range."),
        Arguments.of("queues.q { max-active = 0 }", "queues.q.max-active = 0: is out of range."),
        Arguments.of(
            "queues.q { max-active = 513 }", "queues.q.max-active = 513: is out of range."),
        Arguments.of(
            "queues.q { ordered = true, max-active = 2 }",
            "queues.q.max-active = 2: has no effect beside ordered = true. Leave it out."),
        Arguments.of("queues.q { orderd = true }", "queues.q.orderd = true: unknown key."),
        Arguments.of("queues.events { ordered = true }", "is the kernel's own queue."),
        Arguments.of("works.w { }", "works.w.run: is missing."),
        Arguments.of("tasks.t { run = [] }", "tasks.t.context: is missing."),
        Arguments.of(
            "tasks.t { context = kernel, run = [] }", "unknown context. Known: user, kthread."),
        Arguments.of("tasks.t { context = user }", "tasks.t.run: is missing."),
        Arguments.of(
            "tasks.t { context = user, run = [], every = 0s }", "Simulated time would never pass."),
        Arguments.of("tasks.t { context = user, run = [], times = 0 }", "is out of range."),
        Arguments.of(
            "tasks.t { context = user, run = [], start = 60s }",
            "is after the end of the run. The run ends after 60s."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void badValuesAreRefused(String text, String problem) {
    assertThat(Written.problemsWith(folder, text))
        .anySatisfy(line -> assertThat(line).startsWith("a.conf:2: ").contains(problem));
  }

  static Stream<Arguments> clients() {
    return Stream.of(
        Arguments.of("rate = 10/s, think = 1ms", "clients have either a rate or a time to think."),
        Arguments.of("count = 1", "clients have either a rate or a time to think."),
        Arguments.of("think = 1ms, arrivals = paced", "belongs to a rate."),
        Arguments.of("rate = 10", "is not a rate."),
        Arguments.of("rate = 0/s", "is not above zero."),
        Arguments.of("rate = 10/parsec", "is not a rate."),
        Arguments.of("rate = 10/s, arrivals = paces", "Did you mean paced?"),
        Arguments.of("rate = 10/s, count = 0", "is out of range."),
        Arguments.of("rate = 10/s, service = lockd", "the machine runs no lockd. Add lockd { }."),
        Arguments.of("rate = 10/s, service = nfs", "Did you mean nfsd?"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void badClientsAreRefused(String keys, String problem) {
    assertThat(
            Written.problemsWith(
                folder,
                "nfsd {}, mounts.m { filesystem = tmpfs }, clients.c { mount = m, op = []\n"
                    + keys
                    + " }"))
        .anySatisfy(line -> assertThat(line).contains("clients.c.").contains(problem));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "at = 60s, on = s, do = hang",
            "begins after the end of the run. The run ends after 60s."),
        Arguments.of("at = 50s, on = s, do = hang, for = 20s", "lasts longer than the run."),
        Arguments.of("at = 5s, on = s, do = hang, for = 0s", "is not above zero."),
        Arguments.of("on = s, do = hang", "faults[1].at: is missing."),
        Arguments.of("at = 5s, do = hang", "faults[1].on: is missing."),
        Arguments.of("at = 5s, on = s", "faults[1].do: is missing."),
        Arguments.of("at = 5s, on = s, do = hangs", "unknown fault. Did you mean hang?"),
        Arguments.of("at = 5s, on = server, do = hang", "unknown server server."),
        Arguments.of("at = 5s, on = s, do = hang, by = 3", "faults[1].by = 3: unknown key."),
        Arguments.of("at = 5s, on = s, do = slow", "faults[1].by: is missing. Write by = 100."),
        Arguments.of(
            "at = 5s, on = s, do = slow, by = 0", "is out of range. Write a number above 0."),
        Arguments.of(
            "at = 5s, on = s, do = drop, probability = 1.5", "Write a number from 0 to 1."),
        Arguments.of("at = 5s, on = s, do = drop, nth = 0", "is out of range."),
        Arguments.of("at = 5s, on = tt, do = pause", "unknown thread tt. Did you mean t?"),
        Arguments.of("at = 5s, on = t-3, do = kill", "There are 2 of t, from t-0 on."),
        Arguments.of("at = 5s, on = \"a b\", do = hold", "does not name a lock."),
        Arguments.of(
            "at = 5s, on = ext5_evict, do = slow-step, by = 2", "unknown function or step"),
        Arguments.of(
            "at = 5s, on = evikt, do = slow-step, by = 2",
            "unknown function or step evikt. Did you mean evict?"),
        Arguments.of("at = 5s, on = s, do = memory-pressure, by = 2", "unknown target."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void badFaultsAreRefused(String keys, String problem) {
    assertThat(
            Written.problemsWith(
                folder,
                "servers.s {}, tasks.t { context = user, count = 2, run = [] }\nfaults = [ { "
                    + keys
                    + " } ]"))
        .anySatisfy(line -> assertThat(line).startsWith("a.conf:3: faults").contains(problem));
  }

  @Test
  void aFileSystemThatExtendsItselfIsRefused() {
    assertThat(
            Written.problemsWith(
                folder, "filesystems { a { extends = b }\nb { extends = c }\nc { extends = a } }"))
        .containsExactly(
            "a.conf:4: filesystems.c.extends = a: file system a extends itself."
                + " The loop is a -> b -> c -> a.");
  }

  @Test
  void anEndlessChainOfFileSystemsIsRefused() {
    StringBuilder chain = new StringBuilder("filesystems {\n");
    for (int i = 2_000; i > 0; i--) {
      chain.append("f%d { extends = f%d }%n".formatted(i, i - 1));
    }
    assertThat(Written.problemsWith(folder, chain + "f0 {}\n}"))
        .anySatisfy(
            text -> assertThat(text).contains("ends a chain of more than 100 file systems"));
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfLines() {
    assertThat(
            Written.problems(
                folder,
                """
                tittle = "a story"
                duration = 5 parsecs
                seed = "not a number"

                mounts.export { filesystem = xsf }
                tasks.t {
                  context = user
                  run = [ mutex_unlock m
                          fputt a ]
                }
                tasks.u { context = user, run = [ mutex_unlock m ] }
                faults = [
                  { at = 1s, on = nobody, do = hang }
                ]
                expect { deferred = fine }
                """))
        .containsExactly(
            "a.conf:1: title: is missing. Write title = \"what happens, in one line\".",
            "a.conf:1: tittle = a story: unknown key. Did you mean title?",
            "a.conf:2: duration = 5 parsecs: has the unknown unit parsecs."
                + " Units are ns, us, ms, s, m, h.",
            "a.conf:3: seed = not a number: is not a whole number."
                + " Write a whole number without quotes.",
            "a.conf:5: mounts.export.filesystem = xsf: unknown file system xsf."
                + " Did you mean xfs?",
            "a.conf:9: tasks.t.run = fputt a: unknown step fputt. Did you mean fput?",
            "a.conf:11: tasks.u.run = mutex_unlock m: drops m, which is not held here.",
            "a.conf:13: faults[1].on = nobody: unknown server nobody. The file declares none.",
            "a.conf:15: expect.deferred = fine: unknown verdict."
                + " Known: ok, waits, grows, spins, deadlock, crashes, inconclusive.");
  }
}
