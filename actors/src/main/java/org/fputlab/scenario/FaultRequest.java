package org.fputlab.scenario;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.fputlab.fault.Fault;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.FaultWord;
import org.fputlab.fault.Faults;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.NamedLocks;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.Problems;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * A fault that somebody asks for while a scenario runs, in the keys and values of the scenario
 * file's timeline; it begins at once, so it has no {@code at}.
 */
public final class FaultRequest {

  private static final String SOURCE = "request";

  /**
   * A fault as it can be asked for of one machine.
   *
   * @param word its word and settings
   * @param isFinal whether it cannot be lifted, and so has no {@code for} either
   * @param targets what it can be put on; for a lock those that the scenario names, though a fault
   *     may hold any other too
   */
  public record Known(FaultWord word, boolean isFinal, List<String> targets) {}

  /**
   * One thing that is wrong with a request.
   *
   * @param field the key it is about
   * @param value what was written there, or ""
   * @param rule what is wrong with it, without a full stop
   * @param hint what to write instead, or ""
   * @param legal every value that could stand there, where they can be listed; the keys where the
   *     field itself is unknown
   */
  public record Wrong(String field, String value, String rule, String hint, List<String> legal) {

    /** One sentence or two, as in {@code unknown server afs. Did you mean afs-server?}. */
    public String text() {
      StringBuilder text = new StringBuilder();
      if (!namesItself()) {
        text.append(field).append(value.isEmpty() ? "" : " = " + value).append(": ");
      }
      text.append(rule).append('.');
      if (!hint.isEmpty()) {
        text.append(' ').append(hint).append(hint.endsWith("?") ? "" : ".");
      }
      return text.toString();
    }

    private boolean namesItself() {
      return rule.startsWith("unknown ")
          && (rule.endsWith(" " + value) || rule.endsWith(" " + field));
    }
  }

  /** A request that asks for nothing that could be done. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Wrong> wrong;

    private Refused(List<Wrong> wrong) {
      super(wrong.get(0).text());
      this.wrong = wrong;
    }

    /** All that is wrong with it. */
    public List<Wrong> wrong() {
      return wrong;
    }
  }

  private FaultRequest() {}

  /**
   * Reads a request.
   *
   * @param written key by key, as in {@code on = afs-server, do = hang, for = 15s}
   * @param kernel the machine that runs
   * @param now when the fault begins, in nanoseconds of the run
   */
  public static FaultSpec read(Map<String, ?> written, KernelSpec kernel, long now) throws Refused {
    ConfigObject object = ConfigValueFactory.fromMap(written, SOURCE);
    Problems problems = new Problems(SOURCE);
    FaultReader reader = new FaultReader(kernel, Names.of(kernel), 0);
    FaultSpec fault = reader.request(new Section(object, problems), now);
    try {
      problems.refuseIfAny();
    } catch (ScenarioProblems bad) {
      String word = String.valueOf(written.get("do"));
      throw new Refused(
          bad.problems().stream().map(problem -> wrong(problem, word, kernel)).toList());
    }
    return fault;
  }

  private static Wrong wrong(Problem problem, String word, KernelSpec kernel) {
    return new Wrong(
        Problem.shown(problem.key()),
        Problem.shown(problem.value()),
        Problem.shown(problem.rule()),
        problem.hint(),
        List.copyOf(legal(problem.key(), word, kernel)));
  }

  private static Set<String> legal(String key, String word, KernelSpec kernel) {
    Set<String> legal = new LinkedHashSet<>();
    Fault fault = Faults.of(word).orElse(null);
    if (key.equals("do")) {
      Faults.words().forEach(known -> legal.add(known.word()));
    } else if (fault == null) {
      return legal;
    } else if (key.equals("on")) {
      legal.addAll(targets(fault, kernel));
    } else if (!keys(fault).contains(key)) {
      legal.addAll(keys(fault));
    }
    return legal;
  }

  private static Set<String> keys(Fault fault) {
    Set<String> keys = new LinkedHashSet<>(List.of("on", "do"));
    if (!fault.isFinal()) {
      keys.add("for");
    }
    keys.addAll(fault.word().required().keySet());
    keys.addAll(fault.word().optional().keySet());
    return keys;
  }

  /** Every fault there is, with what it can be put on in this machine. */
  public static List<Known> known(KernelSpec kernel) {
    List<Known> known = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      List<String> targets = List.copyOf(targets(fault, kernel));
      known.add(new Known(fault.word(), fault.isFinal(), targets));
    }
    return known;
  }

  private static Set<String> targets(Fault fault, KernelSpec kernel) {
    Set<String> targets = new LinkedHashSet<>();
    for (FaultWord.Target target : fault.word().targets()) {
      switch (target) {
        case SERVER -> targets.addAll(kernel.servers().keySet());
        case THREAD -> targets.addAll(threads(kernel));
        case LOCK -> targets.addAll(NamedLocks.of(kernel).names());
        case STEP -> targets.addAll(Faults.steps(kernel));
        case MACHINE -> targets.add(FaultReader.MACHINE);
      }
    }
    targets.removeIf(target -> !isFit(fault, target, kernel));
    return targets;
  }

  private static boolean isFit(Fault fault, String target, KernelSpec kernel) {
    String word = fault.word().word();
    FaultSpec bare = new FaultSpec(0, target, word, OptionalLong.empty(), Map.of());
    return fault.problem(bare, kernel).isEmpty();
  }

  /** Work items, then threads: all alike by their common name, and each by its own. */
  private static Set<String> threads(KernelSpec kernel) {
    Set<String> threads = new LinkedHashSet<>(FaultReader.WORKERS);
    threads.addAll(kernel.works().keySet());
    Names names = Names.of(kernel);
    names
        .threads()
        .forEach(
            (name, count) -> {
              threads.add(name);
              for (int i = 0; i < count && (count > 1 || names.isNumbered(name)); i++) {
                threads.add(name + "-" + i);
              }
            });
    return threads;
  }
}
