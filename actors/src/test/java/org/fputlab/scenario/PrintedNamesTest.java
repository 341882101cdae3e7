package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every name that the findings of a shipped scenario print can be written in a step of it, and
 * after {@code inject}, in the same spelling.
 */
class PrintedNamesTest {

  private static final Set<String> TOO_LONG = Set.of("nfsd/thirty-million");

  private static final Pattern TASK = Pattern.compile("^\\s*(\\S+) \\(pid (\\d+)\\)");
  private static final Pattern WORK = Pattern.compile("workqueue: (\\S+) (\\S+)");
  private static final Pattern THING =
      Pattern.compile(
          "(?:holds {2,}|waits for|waits(?: up to)? [\\d.]+ \\w+ for) +"
              + "(.+?)(?: to read| to write)?(?:,.*| since .*|$)");

  /** What no step and no fault speaks of: the passing of time, processors, flags, whole lists. */
  private static final Pattern NO_THING =
      Pattern.compile(
          "a timer|I/O|a CPU|I_FREEING\\(.*\\)|gc_in_progress|forever.*|each other.*"
              + "|tasks that refuse to freeze");

  /** Its queue can be named, and flushed. */
  private static final String LIMIT = "max_active of ";

  /** The words that take a lock of some kind, and those that drop it. */
  private static final Map<String, String> LOCK_WORDS =
      Map.of(
          "down_write", "up_write",
          "mutex_lock", "mutex_unlock",
          "down", "up",
          "sb_start_write", "sb_end_write",
          "sb_start_pagefault", "sb_end_pagefault",
          "sb_start_intwrite", "sb_end_intwrite");

  private static Runner runner;

  @BeforeAll
  static void start() {
    runner = new Runner();
  }

  @AfterAll
  static void stop() {
    runner.close();
  }

  @TestFactory
  Stream<DynamicTest> whatIsPrintedCanBeWritten() {
    return ScenarioLoader.shipped().stream()
        .filter(name -> !TOO_LONG.contains(name))
        .flatMap(
            name -> {
              Scenario scenario = shipped(name);
              return scenario.expect().keySet().stream()
                  .limit(2)
                  .map(
                      policy ->
                          DynamicTest.dynamicTest(
                              name + " under " + policy.word(),
                              () ->
                                  check(
                                      scenario,
                                      runner.run(
                                          scenario,
                                          RunOptions.of(scenario).with(policy),
                                          RunListener.NONE))));
            });
  }

  private static Scenario shipped(String name) {
    try {
      return ScenarioLoader.loadShipped(name);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  private static void check(Scenario scenario, RunResult result) {
    Set<String> tasks = new LinkedHashSet<>();
    Set<String> things = new LinkedHashSet<>();
    for (Finding finding : result.findings()) {
      for (String line : finding.details()) {
        Matcher task = TASK.matcher(line);
        if (task.find()) {
          tasks.addAll(List.of(task.group(1), task.group(2), "pid " + task.group(2)));
          tasks.add(task.group(1) + " (pid " + task.group(2) + ")");
        }
        Matcher work = WORK.matcher(line);
        if (work.find()) {
          assertStep(scenario, "flush_workqueue " + work.group(1));
        }
        Matcher thing = THING.matcher(line);
        if (thing.find()) {
          things.add(thing.group(1).strip());
        }
      }
    }
    tasks.forEach(task -> assertFault(scenario, task, "pause"));
    things.stream()
        .filter(thing -> !NO_THING.matcher(thing).matches())
        .forEach(thing -> assertWritable(scenario, thing));
  }

  private static void assertWritable(Scenario scenario, String thing) {
    if (thing.startsWith("thaw of ") || thing.startsWith("s_writers.frozen(")) {
      assertStep(scenario, "thaw_super " + thing);
    } else if (thing.startsWith("completion ")) {
      assertStep(scenario, "wait_for_completion " + thing);
    } else if (thing.startsWith("(wq_completion)") || thing.startsWith("flush of ")) {
      assertStep(scenario, "flush_workqueue " + thing);
    } else if (thing.startsWith(LIMIT)) {
      assertStep(scenario, "flush_workqueue " + thing.substring(LIMIT.length()));
    } else if (thing.equals("thaw_processes")) {
      assertSteps(scenario, List.of("freeze_processes", thing));
    } else if (thing.equals("nr_free_pages")) {
      assertSteps(scenario, List.of("alloc_page", "free_page"));
    } else if (thing.startsWith("(")) {
      assertWork(scenario, thing);
    } else if (thing.startsWith("end of ")) {
      assertFault(scenario, thing, "pause");
    } else if (scenario.kernel().servers().containsKey(firstWord(thing))) {
      assertFault(scenario, firstWord(thing), "hang");
    } else {
      assertThat(LOCK_WORDS.entrySet())
          .as(thing)
          .anySatisfy(
              words ->
                  assertSteps(
                      scenario,
                      List.of(words.getKey() + " " + thing, words.getValue() + " " + thing)));
      assertFault(scenario, thing, "hold");
    }
  }

  private static String firstWord(String thing) {
    int end = thing.indexOf(' ');
    return end < 0 ? thing : thing.substring(0, end);
  }

  /** A work that has an item for each file is not waited for as one. */
  private static void assertWork(Scenario scenario, String thing) {
    assertFault(scenario, thing, "pause");
    boolean takesAFile =
        scenario.kernel().works().values().stream()
            .anyMatch(work -> !work.file().isEmpty() && thing.contains("&" + work.name() + ")"));
    if (!takesAFile) {
      assertStep(scenario, "flush_work " + thing);
    }
  }

  private static void assertFault(Scenario scenario, String on, String kind) {
    try {
      FaultRequest.read(Map.of("on", on, "do", kind), scenario.kernel(), 0);
    } catch (FaultRequest.Refused refused) {
      throw new AssertionError(on + ": " + refused.getMessage(), refused);
    }
  }

  private static void assertStep(Scenario scenario, String step) {
    assertSteps(scenario, List.of(step));
  }

  private static void assertSteps(Scenario scenario, List<String> steps) {
    String quoted = "\"" + String.join("\", \"", steps) + "\"";
    String probe = "tasks.probe { context = kthread, run = [ " + quoted + " ] }";
    Map<String, String> texts = new LinkedHashMap<>(scenario.texts());
    String file = texts.keySet().iterator().next();
    texts.put(file, texts.get(file) + "\n" + probe + "\n");
    try {
      ScenarioLoader.again(file, texts);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(steps + ": " + problems.getMessage(), problems);
    }
  }
}
