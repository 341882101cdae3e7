package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Faults;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.FaultRequest.Known;
import org.fputlab.scenario.FaultRequest.Wrong;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRequestTest {

  private static final String MACHINE =
      """
      title = "t"
      duration = 60s
      servers.afs-server { workers = 1, service = 1ms, network = 1us }
      nfsd { threads = 3 }
      semaphores.slots = 2
      works.cleaner { run = [ io 1ms ] }
      tasks.app { context = user, every = 1s, run = [
        mutex_lock dev_mutex
        down slots
        page_fault app
        up slots
        mutex_unlock dev_mutex
        down_read i_rwsem(dir)
        up_read i_rwsem(dir)
      ] }
      tasks.pump { context = kthread, count = 2, every = 1s, run = [ io 1ms ] }
      faults = [ { at = 1s, %s } ]
      """;

  private final Path folder;
  private KernelSpec kernel;

  FaultRequestTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void readMachine() throws Exception {
    kernel = load("on = afs-server, do = hang").kernel();
  }

  private Scenario load(String fault) throws Exception {
    Path file = Files.writeString(folder.resolve("m.conf"), MACHINE.formatted(fault));
    return ScenarioLoader.load(file, "m.conf");
  }

  private static Map<String, Object> request(Object... keysAndValues) {
    Map<String, Object> request = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      request.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return request;
  }

  private Wrong refused(Object... keysAndValues) {
    return allRefused(keysAndValues).get(0);
  }

  private List<Wrong> allRefused(Object... keysAndValues) {
    return catchThrowableOfType(
            FaultRequest.Refused.class, () -> FaultRequest.read(request(keysAndValues), kernel, 7))
        .wrong();
  }

  private List<String> targets(String word) {
    return FaultRequest.known(kernel).stream()
        .filter(known -> known.word().word().equals(word))
        .findFirst()
        .orElseThrow()
        .targets();
  }

  @Test
  void requestBeginsNow() throws Exception {
    Map<String, Object> hang = request("on", "afs-server", "do", "hang", "for", "15s");
    assertThat(FaultRequest.read(hang, kernel, 7))
        .isEqualTo(
            new FaultSpec(7, "afs-server", "hang", OptionalLong.of(15_000_000_000L), Map.of()));
  }

  @Test
  void requestOutlastsTheScenario() throws Exception {
    Map<String, Object> hang = request("on", "afs-server", "do", "hang", "for", "3h");
    assertThat(FaultRequest.read(hang, kernel, 7).duration()).hasValue(10_800_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on = app, do = kill
          on = pump-1, do = pause, for = 2s
          on = nfsd-2, do = pause
          on = cleaner, do = pause
          on = delayed_fput, do = pause
          on = slots, do = hold
          on = "i_rwsem(dir)", do = hold
          on = evict, do = slow-step, by = 100
          do = memory-pressure, by = 2.5
          on = afs-server, do = drop, nth = 7
          on = afs-server, do = drop, probability = 0.1, interval = 2, times = 3
          """)
  void whatTheTimelineMaySayARequestMaySayToo(String written) throws Exception {
    FaultSpec timeline = load(written).faults().get(0);
    Map<String, Object> request =
        com.typesafe.config.ConfigFactory.parseString(written).root().unwrapped();
    assertThat(FaultRequest.read(request, kernel, timeline.at())).isEqualTo(timeline);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          on = afs-srver, do = hang
          on = nfsd-3, do = pause
          on = afs-server, do = hnag
          on = afs-server, do = hang, for = 15
          on = afs-server, do = hang, for = 0s
          on = afs-server, do = hang, by = 3
          on = afs-server, do = slow
          on = afs-server, do = slow, by = fast
          on = afs-server, do = drop, probability = 2
          on = afs-server, do = drop, nth = 7, times = 1
          on = app, do = kill, for = 3s
          on = "a b", do = hold
          """)
  void refusalsAreWordedAsThoseOfTheTimeline(String written) {
    ScenarioProblems bad = catchThrowableOfType(ScenarioProblems.class, () -> load(written));
    Problem problem = bad.problems().get(0);
    Map<String, Object> request =
        com.typesafe.config.ConfigFactory.parseString(written).root().unwrapped();
    Object[] flat =
        request.entrySet().stream()
            .flatMap(entry -> Arrays.stream(new Object[] {entry.getKey(), entry.getValue()}))
            .toArray();
    Wrong wrong = refused(flat);
    assertThat("faults[1]." + wrong.field()).isEqualTo(problem.key());
    assertThat(wrong.value()).isEqualTo(problem.value());
    assertThat(wrong.rule()).isEqualTo(problem.rule());
  }

  @Test
  void refusalNamesTheNearestAndTheLegal() {
    Wrong wrong = refused("on", "afs-srver", "do", "hang");
    assertThat(wrong.text()).isEqualTo("unknown server afs-srver. Did you mean afs-server?");
    assertThat(wrong.legal()).containsExactly("afs-server");
    assertThat(refused("on", "afs-server", "do", "hnag").legal())
        .hasSameSizeAs(Faults.words())
        .contains("hang", "kill");
  }

  @Test
  void unknownKeyIsToldTheKnownOnes() {
    Wrong wrong = refused("on", "afs-server", "do", "hang", "untill", "5s");
    assertThat(wrong.text()).startsWith("untill = 5s: unknown key.");
    assertThat(wrong.legal()).containsExactly("on", "do", "for");
    assertThat(refused("on", "app", "do", "kill", "fro", "5s").legal()).containsExactly("on", "do");
  }

  @Test
  void beginningIsNotARequestsToSay() {
    assertThat(refused("on", "afs-server", "do", "hang", "at", "5s").rule())
        .isEqualTo("unknown key");
  }

  @Test
  void wrongTypesAreRefused() {
    assertThat(refused("on", 7, "do", "hang").text()).isEqualTo("on = 7: is not text.");
    assertThat(refused("on", "afs-server", "do", List.of("hang")).rule()).isEqualTo("is not text");
    assertThat(refused("on", "afs-server", "do", "slow", "by", true).rule())
        .isEqualTo("is not a number");
    assertThat(refused("on", "afs-server", "do", "hang", "for", null).rule())
        .isEqualTo("is not a number with a unit");
  }

  @Test
  void everythingMissingIsToldAtOnce() {
    assertThat(allRefused("for", "5s")).extracting(Wrong::field).contains("do");
    assertThat(allRefused("do", "slow")).extracting(Wrong::field).containsExactly("on", "by");
  }

  @Test
  void everyFaultIsKnownWithItsTargets() {
    assertThat(FaultRequest.known(kernel))
        .extracting(known -> known.word().word())
        .containsExactlyElementsOf(Faults.words().stream().map(word -> word.word()).toList());
    assertThat(targets("hang")).containsExactly("afs-server");
    assertThat(targets("memory-pressure")).containsExactly("machine");
    assertThat(targets("slow-step")).contains("evict", "io");
    assertThat(targets("hold"))
        .containsExactly(
            "dev_mutex", "i_rwsem(dir)", "mmap_lock(app)", "namespace_sem", "nfsd_mutex", "slots");
    assertThat(targets("kill")).doesNotContain("delayed_fput", "cleaner").contains("nfsd-2");
    assertThat(targets("pause"))
        .containsExactly(
            "delayed_fput",
            "delayed_mntput",
            "cleaner",
            "app",
            "pump",
            "pump-0",
            "pump-1",
            "nfsd",
            "nfsd-0",
            "nfsd-1",
            "nfsd-2");
  }

  @Test
  void everyKnownTargetIsLegal() throws Exception {
    for (Known known : FaultRequest.known(kernel)) {
      for (String target : known.targets()) {
        Map<String, Object> request = request("on", target, "do", known.word().word());
        known.word().required().keySet().forEach(key -> request.put(key, 3));
        assertThat(FaultRequest.read(request, kernel, 0).on()).isEqualTo(target);
      }
    }
  }
}
