package org.fputlab.scenario;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.fault.FaultSpec;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.text.HoconReader;
import org.fputlab.scenario.text.Problems;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.scenario.text.Where;
import org.fputlab.watch.Verdict;
import org.fputlab.watch.WatchSpec;

/**
 * Reads scenario files and checks everything that can be checked without running them. What is
 * wrong with a file is told at once, with line and remedy.
 */
public final class ScenarioLoader {

  private static final long SECOND = 1_000_000_000L;

  /**
   * What a pending close holds with inode and dentry (fs/file_table.c, files_maxfiles_init, v6.6).
   */
  private static final long BYTES_PER_FILE = 1024;

  private static final long DEFAULT_MEMORY = 16L << 30;

  private final Problems problems;
  private final HoconReader hocon;

  private ScenarioLoader(String shown, Map<String, String> given) {
    this.problems = new Problems(shown);
    this.hocon = new HoconReader(problems, given);
  }

  /** Reads a scenario file. */
  public static Scenario load(Path file) throws ScenarioProblems {
    return load(file, file.toString());
  }

  /**
   * Reads a scenario file.
   *
   * @param shown how problems and reports name the file
   */
  public static Scenario load(Path file, String shown) throws ScenarioProblems {
    return new ScenarioLoader(shown, Map.of()).read(file, shown);
  }

  /**
   * Reads a scenario from what {@link Scenario#texts} was.
   *
   * @param shown how its file was named
   */
  public static Scenario again(String shown, Map<String, String> texts) throws ScenarioProblems {
    return new ScenarioLoader(shown, texts).read(Path.of(shown), shown);
  }

  /** Reads a scenario that a program wrote, and that lies in no file. */
  public static Scenario parse(String text, String shown) throws ScenarioProblems {
    return again(shown, Map.of(shown, text));
  }

  /** What is done with a folder that comes with the program, which may be inside a jar. */
  public interface Use<T> {
    T with(Path folder) throws ScenarioProblems;
  }

  /** Does something with the folder of shipped scenarios. */
  public static <T> T withShipped(Use<T> use) throws ScenarioProblems {
    return Shipped.withScenarios(use);
  }

  /** The scenarios that come with the program, as {@code nfsd/outruns-delayed-fput}. */
  public static List<String> shipped() {
    return Shipped.scenarios();
  }

  /** Reads a scenario that comes with the program. */
  public static Scenario loadShipped(String name) throws ScenarioProblems {
    return Shipped.load(name);
  }

  /** The words of the step language, in the order of its reference. */
  public static List<Word> words() {
    return StepTable.words();
  }

  /** The keys that a file could have set and did not. */
  static Set<String> leftOut(Path file) throws ScenarioProblems {
    ScenarioLoader loader = new ScenarioLoader(file.toString(), Map.of());
    Section root = loader.root(file, file.toString());
    loader.scenario(file.toString(), root);
    loader.problems.refuseIfAny();
    return root.leftOut();
  }

  private Scenario read(Path file, String shown) throws ScenarioProblems {
    Scenario scenario = scenario(shown, root(file, shown));
    problems.refuseIfAny();
    return scenario;
  }

  private Section root(Path file, String shown) throws ScenarioProblems {
    ConfigObject root = hocon.read(file, shown);
    if (root.isEmpty() && problems.none()) {
      String hint = "A scenario has at least a title, a duration and something that runs";
      problems.add(new Where(shown, 0), "", "", "is empty", hint);
    }
    if (root.isEmpty()) {
      problems.refuseIfAny();
    }
    return new Section(root, problems);
  }

  private Scenario scenario(String shown, Section root) {
    long duration = root.require("duration", 0L, Values::positiveDuration, "60s");
    long memory = root.get("memory", DEFAULT_MEMORY, Values::size);
    Declarations declared = Declarations.of(root);
    ActorNames.check(declared);
    Names names = declared.names(root);
    Program.Setting setting =
        new Program.Setting(
            names,
            new LockKinds(names.semaphores()),
            problems,
            hocon::beside,
            new LinkedHashSet<>(),
            new ArrayList<>());
    LoadReader load = new LoadReader(root, setting, duration);
    ClosePolicy close =
        root.get("close", ClosePolicy.DEFERRED, Values.oneOf(policies(), "close policy"));
    KernelSpec kernel =
        new KernelReader(root, declared, setting, builtIn(), load).read(close, memory);
    Scenario scenario =
        new Scenario(
            shown,
            root.require("title", "", Values::text, "\"what happens, in one line\""),
            root.get("story", "", Values::text),
            root.lines("source").stream().map(StepLine::text).toList(),
            Hazard.read(root.section("hazard")),
            duration,
            root.get("seed", 1L, Values.whole(Long.MIN_VALUE, Long.MAX_VALUE)),
            kernel,
            timeline(root, setting.names(), kernel, duration),
            expectations(root.section("expect")),
            unproved(root.section("unproved")),
            watch(root.section("watch"), memory),
            Collections.unmodifiableMap(new LinkedHashMap<>(hocon.texts())));
    root.refuseOtherKeys();
    return scenario;
  }

  private Map<String, Section> builtIn() {
    return Shipped.fileSystems(hocon, problems);
  }

  private List<FaultSpec> timeline(Section root, Names names, KernelSpec kernel, long duration) {
    return new FaultReader(kernel, names, duration).read(root.listed("faults"));
  }

  private static Map<ClosePolicy, Verdict> expectations(Section section) {
    Map<ClosePolicy, Verdict> expected = new LinkedHashMap<>();
    policies()
        .forEach(
            (word, policy) -> {
              if (section.has(word)) {
                Verdict verdict =
                    section.get(word, Verdict.OK, Values.oneOf(verdicts(), "verdict"));
                expected.put(policy, verdict);
              }
            });
    section.refuseOtherKeys();
    return expected;
  }

  private static Map<ClosePolicy, String> unproved(Section section) {
    Map<ClosePolicy, String> why = new LinkedHashMap<>();
    policies()
        .forEach(
            (word, policy) -> {
              if (section.has(word)) {
                why.put(policy, section.get(word, "", Values::text));
              }
            });
    section.refuseOtherKeys();
    return why;
  }

  private static WatchSpec watch(Section section, long memory) {
    long hungAfter = section.get("hung-after", 120 * SECOND, Values::positiveDuration);
    long hungCheckEvery = section.get("hung-check-every", 0L, Values::duration);
    WatchSpec watch =
        new WatchSpec(
            section.get("sample-every", SECOND / 10, Values::positiveDuration),
            section.get("stalled-after", SECOND, Values::positiveDuration),
            section.get("long-wait-after", 5 * SECOND, Values::positiveDuration),
            hungAfter,
            hungCheckEvery == 0 ? hungAfter : Math.min(hungAfter, hungCheckEvery),
            section.get("late-after", WatchSpec.LATE_AFTER, Values::positiveDuration),
            section.get("undrained-after", WatchSpec.UNDRAINED_AFTER, Values::positiveDuration),
            memory,
            BYTES_PER_FILE);
    section.refuseOtherKeys();
    return watch;
  }

  private static Map<String, ClosePolicy> policies() {
    Map<String, ClosePolicy> words = new LinkedHashMap<>();
    for (ClosePolicy policy : ClosePolicy.values()) {
      words.put(policy.word(), policy);
    }
    return words;
  }

  private static Map<String, Verdict> verdicts() {
    Map<String, Verdict> words = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      words.put(verdict.word(), verdict);
    }
    return words;
  }
}
