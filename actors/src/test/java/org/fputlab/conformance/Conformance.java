package org.fputlab.conformance;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.LockClass;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;

/** Runs the scenarios in {@code scenarios/conformance}, each once under each policy. */
final class Conformance implements AutoCloseable {

  /** The situations of closing under locks; those that end in s close in place. */
  static final List<String> UNDER_LOCKS =
      List.of(
          "cyc_s",
          "cyc_d",
          "cycreal_s",
          "cycreal_d",
          "usercyc_s",
          "usercyc_d",
          "recur_s",
          "recur_d",
          "abba_s",
          "abba_nv_s",
          "abba_d");

  private final Runner runner = new Runner();
  private final Map<String, RunResult> results = new LinkedHashMap<>();

  static Scenario scenario(String name) {
    try {
      return ScenarioLoader.loadShipped("conformance/" + name);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  /** A run under the policy that the file says: that of the measured kernel. */
  RunResult run(String name) {
    return run(name, scenario(name).kernel().close());
  }

  RunResult run(String name, ClosePolicy policy) {
    return results.computeIfAbsent(
        name + " " + policy,
        none -> {
          Scenario scenario = scenario(name);
          RunOptions options = RunOptions.of(scenario).with(policy);
          return runner.run(scenario, options, RunListener.NONE);
        });
  }

  /** Each order in which a scenario takes two lock classes, as {@code A -> B}. */
  static Set<String> dependencies(String name) {
    Set<String> orders = new LinkedHashSet<>();
    for (Dependency one : lockOrder(name)) {
      orders.add(nameOf(one.held().lockClass()) + " -> " + nameOf(one.taken().lockClass()));
    }
    return orders;
  }

  /** Each lock class that a scenario nests in another, or another in it. */
  static Set<LockClass> lockClasses(String name) {
    Set<LockClass> classes = new LinkedHashSet<>();
    for (Dependency one : lockOrder(name)) {
      classes.add(one.held().lockClass());
      classes.add(one.taken().lockClass());
    }
    return classes;
  }

  /** Without the number that tells classes of one name apart. */
  static String nameOf(LockClass lockClass) {
    return lockClass.name().split("#", 2)[0];
  }

  private static List<Dependency> lockOrder(String name) {
    Scenario scenario = scenario(name);
    try (SimEngine engine = new SimEngine();
        SimEngine.Run<Kernel.Command> run =
            engine.start(
                kernel -> Kernel.create(kernel, scenario.kernel()),
                scenario.seed(),
                Strategy.fifo())) {
      run.until(scenario.duration());
      return engine.tables().tasks().lockOrder().dependencies();
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
