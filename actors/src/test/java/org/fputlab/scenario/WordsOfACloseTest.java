package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every word for what is being closed, in every place: either it means the real thing, for which
 * the closer waits where somebody holds it; or it is refused with the line where it stands.
 */
class WordsOfACloseTest {

  private static final List<String> CLOSING =
      List.of("flush", "release", "d-iput", "evict", "kill-sb");

  private static final List<String> ELSEWHERE =
      List.of("task", "kthread", "work", "op", "operation");

  /** Where each word means something; {@code lower} and {@code unix_release} in a release alone. */
  private static final Map<String, Set<String>> PLACES =
      Map.of(
          "inode", Set.of("flush", "release", "d-iput", "evict"),
          "parent", Set.of("flush", "release", "d-iput", "evict"),
          "sb", Set.copyOf(CLOSING),
          "server", Set.copyOf(CLOSING),
          "lower", Set.of("release"),
          "unix_release", Set.of("release"));

  /** What the words stand for in {@link #scenario}. */
  private static final Map<String, String> MEANS =
      Map.of("inode", "log", "parent", "own/", "sb", "own");

  private static Runner runner;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    runner = new Runner();
  }

  @AfterAll
  static void stop() {
    runner.close();
  }

  private record Use(String word, String steps, String holder) {}

  private static List<Use> uses() {
    List<Use> uses = new ArrayList<>();
    MEANS.forEach(
        (word, means) -> {
          for (String lock : List.of("i_rwsem", "rmdir_lock", "invalidate_lock", "my_lock")) {
            uses.add(rwsem(word, lock, means));
          }
          for (String lock : List.of("io_lock", "io_lock_nested", "my_mutex")) {
            uses.add(locked(word, "mutex_lock", "mutex_unlock", lock, means));
          }
        });
    uses.add(rwsem("sb", "s_umount", "own"));
    uses.add(locked("inode", "mutex_lock", "mutex_unlock", "sk_lock", "log"));
    uses.add(
        new Use(
            "sb",
            "sb_start_write sb, sb_end_write sb",
            "freeze_super own, sleep 1500ms, thaw_super own"));
    return uses;
  }

  private static Use rwsem(String word, String lock, String means) {
    return locked(word, "down_write", "up_write", lock, means);
  }

  private static Use locked(String word, String take, String drop, String lock, String means) {
    String written = lock + "(" + word + ")";
    String real = lock + "(" + means + ")";
    return new Use(
        word,
        take + " " + written + ", " + drop + " " + written,
        take + " " + real + ", sleep 1500ms, " + drop + " " + real);
  }

  /** One close that goes through every path, while somebody holds what its words stand for. */
  private static String scenario(String place, String steps, String holder) {
    boolean closes = CLOSING.contains(place);
    String keys = closes ? place + " = [ " + steps + ", complete reached ]" : "";
    return """
        title = t, duration = 2s, close = sync
        watch { long-wait-after = 500ms }
        nfsd { threads = 1 }
        servers { far { service = 1500ms }, loop { nfsd = true, operation = [ %s ] } }
        filesystems.f { silly-rename = true, drop-inode = always, server = far
          %s }
        mounts { own { filesystem = f }, disk { filesystem = tmpfs } }
        clients.c { mount = disk, think = 100ms, op = [ open, close%s ] }
        works.w { run = [ cpu 1us%s ] }
        tasks {
          holder { context = kthread, run = [ %s ] }
          closer { context = user, start = 100ms
                   run = [ open a on own inode log, unlink a, umount_lazy own, close a%s ] }
          k { context = kthread, run = [ cpu 1us%s ] }
        }
        """
        .formatted(
            place.equals("operation") ? steps : "",
            keys,
            place.equals("op") ? ", " + steps : "",
            place.equals("work") ? ", " + steps : "",
            holder.isEmpty() ? "cpu 1us" : holder,
            place.equals("task") ? ", " + steps : "",
            place.equals("kthread") ? ", " + steps : "");
  }

  private static String inPath(String scenario, String steps) {
    return scenario.replace(steps, "call p") + "paths.p = [ " + steps + " ]\n";
  }

  @TestFactory
  Stream<DynamicTest> whereAWordMeansSomethingItIsTheRealThing() {
    return uses().stream()
        .flatMap(
            use ->
                CLOSING.stream()
                    .filter(place -> PLACES.get(use.word()).contains(place))
                    .flatMap(
                        place -> Stream.of(waits(use, place, false), waits(use, place, true))));
  }

  private DynamicTest waits(Use use, String place, boolean called) {
    return DynamicTest.dynamicTest(
        use.steps() + " in " + place + (called ? ", called" : ""),
        () -> {
          String file = scenario(place, use.steps(), use.holder());
          assertThat(longWaits(called ? inPath(file, use.steps()) : file))
              .contains("closer waits")
              .doesNotContain("(" + use.word() + ")");
        });
  }

  @TestFactory
  Stream<DynamicTest> theServerIsThatOfTheFileSystem() {
    String steps = "rpc server OP";
    return CLOSING.stream()
        .map(
            place ->
                DynamicTest.dynamicTest(
                    steps + " in " + place,
                    () ->
                        assertThat(longWaits(scenario(place, steps, "")))
                            .contains("closer waits", "far")));
  }

  private String longWaits(String file) {
    Scenario scenario = Written.scenario(folder, file);
    RunResult result =
        runner.run(scenario, RunOptions.of(scenario).with(ClosePolicy.SYNC), RunListener.NONE);
    StringBuilder told = new StringBuilder();
    result.findings().forEach(finding -> told.append(finding.headline()).append(finding.details()));
    return told.toString();
  }

  @TestFactory
  Stream<DynamicTest> whereAWordMeansNothingItIsRefused() {
    List<Use> uses = new ArrayList<>(uses());
    uses.add(new Use("server", "rpc server OP", ""));
    uses.add(new Use("lower", "get_file lower", ""));
    uses.add(new Use("unix_release", "unix_release", ""));
    List<String> places = new ArrayList<>(CLOSING);
    places.addAll(ELSEWHERE);
    return uses.stream()
        .flatMap(
            use ->
                places.stream()
                    .filter(place -> !PLACES.get(use.word()).contains(place))
                    .flatMap(
                        place -> Stream.of(refused(use, place, false), refused(use, place, true))));
  }

  private DynamicTest refused(Use use, String place, boolean called) {
    return DynamicTest.dynamicTest(
        use.steps() + " in " + place + (called ? ", called" : ""),
        () -> {
          String file = scenario(place, use.steps(), "");
          String text = called ? inPath(file, use.steps()) : file;
          assertThat(Written.problems(folder, text))
              .isNotEmpty()
              .allSatisfy(problem -> assertThat(problem).matches("a\\.conf:\\d+: .*\\. .*"));
        });
  }

  @Test
  void whatAFileSystemStepOpensIsNotWhatItsCloserOpened() {
    String file =
        """
        title = t, duration = 2s
        filesystems {
          inner { release = [ complete inner_closed ] }
          outer { flush = [ open a on below, fput a ], release = [ open a on below, fput a ] }
        }
        mounts { below { filesystem = inner }, top { filesystem = outer } }
        tasks {
          closer { context = user, run = [ open a on top, get_file a, close a, fput a, complete outer_done ] }
          waiter { context = kthread, run = [ wait_for_completion inner_closed
                                              wait_for_completion inner_closed
                                              wait_for_completion outer_done, io 1200ms ] }
        }
        watch.long-wait-after = 500ms
        """;
    assertThat(longWaits(file)).contains("waiter waits").doesNotContain("inner_closed");
  }

  @Test
  void theFileBelowIsPutByAnyWordThatDropsIt() {
    for (String put :
        List.of("fput lower", "__fput_sync lower", "close lower", "fput_bounded 1 lower")) {
      Scenario scenario =
          Written.with(
              folder,
              """
              filesystems.over { release = [ %s ] }
              mounts { disk { filesystem = tmpfs }, top { filesystem = over, lower = disk } }
              tasks.t { context = kthread, every = 1s, run = [ open a on top, fput a ] }
              """
                  .formatted(put));
      assertThat(runner.run(scenario, RunOptions.of(scenario), RunListener.NONE).verdict().word())
          .as(put)
          .isEqualTo("ok");
    }
    assertThat(
            Written.problemsWith(
                folder,
                """
                filesystems.over { release = [ fput lower, fput lower ] }
                mounts { disk { filesystem = tmpfs }, top { filesystem = over, lower = disk } }
                """))
        .singleElement()
        .asString()
        .contains("a.conf:2: filesystems.over.release = fput lower: no reference to lower is left");
  }

  @Test
  void nothingOfOnesOwnIsCalledLikeWhatIsBeingClosed() {
    for (String text :
        List.of(
            "mounts.sb { filesystem = tmpfs }",
            "mounts.m { filesystem = tmpfs }, files.a { on = m, inode = inode }",
            "filesystems.f { release = [ complete inode ] }",
            "filesystems.f { release = [ page_fault sb ] }",
            "filesystems.f { release = [ down_read mmap_lock(inode), up_read mmap_lock(inode) ] }",
            "filesystems.f { release = [ open lower on m, fput lower ] }, mounts.m { filesystem = tmpfs }")) {
      assertThat(Written.problemsWith(folder, text)).as(text).isNotEmpty();
    }
  }
}
