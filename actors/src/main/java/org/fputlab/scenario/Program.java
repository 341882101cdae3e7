package org.fputlab.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Dist;
import org.fputlab.model.Path;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;
import org.fputlab.scenario.text.Beside;
import org.fputlab.scenario.text.DistParser;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.scenario.text.Problems;

/**
 * What one task, work item, service call or file system runs, with every path it calls: read step
 * by step, then checked as a whole.
 */
final class Program {

  /** Far more frames than a kernel stack of 16 KiB holds. */
  private static final int DEEPEST_CALL = 100;

  /** A step and where it stands. */
  record Placed(Step step, StepLine line) {}

  /**
   * A step that ends the waits of a user task which these are; of all such tasks where it is "".
   */
  record Interrupts(StepLine by, String task, Predicate<Sleeping> ended) {}

  /** What all programs of a scenario share. */
  record Setting(
      Names names,
      LockKinds locks,
      Problems problems,
      Function<String, Beside> files,
      Set<String> calledPaths,
      List<Interrupts> interrupts) {

    /** A duration or distribution of a key's own; measured values lie beside its file. */
    Dist dist(Section section, String key, Dist otherwise) {
      Beside beside = files.apply(section.where(key).file());
      return section.get(key, otherwise, value -> DistParser.parse(Values.scalar(value), beside));
    }
  }

  private final Setting setting;
  private final Scope scope;
  private final Map<String, List<Placed>> called = new LinkedHashMap<>();
  private final Deque<String> callers = new ArrayDeque<>();
  private final Set<String> opened = new LinkedHashSet<>();
  private final Map<StepLine, Set<String>> used = new LinkedHashMap<>();
  private boolean isBroken;

  private Program(Setting setting, Scope scope) {
    this.setting = setting;
    this.scope = scope;
  }

  /** Reads the steps of a function, and everything that they call. */
  static Path read(String function, List<StepLine> lines, Scope scope, Setting setting) {
    Program program = new Program(setting, scope);
    List<Placed> placed = program.steps(lines);
    if (!program.isBroken) {
      program.checkFiles();
      new LockBalance(program.called, setting.problems()).check(placed);
      new FileBalance(program.called, program.ownFiles(), scope.given(), setting.problems())
          .check(placed);
    }
    return path(function, placed);
  }

  /** Reads a path that no program calls, so that its mistakes are not found later. */
  static void readAlone(String name, Setting setting) {
    try {
      new Program(setting, Scope.ANY).called(name);
    } catch (BadValue unreachable) {
      throw new IllegalStateException(unreachable);
    }
  }

  Names names() {
    return setting.names();
  }

  LockKinds locks() {
    return setting.locks();
  }

  Scope scope() {
    return scope;
  }

  /** What lies beside the file that a step stands in. */
  Beside beside(StepLine line) {
    return setting.files().apply(line.where().file());
  }

  void uses(String file, StepLine line) {
    used.computeIfAbsent(line, first -> new LinkedHashSet<>()).add(file);
  }

  void interrupts(StepLine line, String task, Predicate<Sleeping> ended) {
    setting.interrupts().add(new Interrupts(line, task, ended));
  }

  void opens(String file) {
    opened.add(file);
  }

  /** Reads a path once for each program that calls it: its words may mean different things. */
  Path called(String name) throws BadValue {
    if (callers.contains(name)) {
      throw new BadValue("path " + name + " calls itself", loop(name));
    }
    if (callers.size() >= DEEPEST_CALL) {
      throw new BadValue("is nested deeper than " + DEEPEST_CALL + " calls", "");
    }
    setting.calledPaths().add(name);
    List<Placed> known = called.get(name);
    if (known == null) {
      callers.addLast(name);
      known = steps(setting.names().paths().getOrDefault(name, List.of()));
      callers.removeLast();
      called.put(name, known);
    }
    return path(name, known);
  }

  private String loop(String name) {
    List<String> chain = new ArrayList<>(callers);
    List<String> loop = new ArrayList<>(chain.subList(chain.indexOf(name), chain.size()));
    loop.add(name);
    return "The loop is " + String.join(" -> ", loop);
  }

  private List<Placed> steps(List<StepLine> lines) {
    List<Placed> steps = new ArrayList<>();
    for (StepLine line : lines) {
      try {
        steps.add(new Placed(step(line), line));
      } catch (BadValue bad) {
        isBroken = true;
        setting.problems().add(line.where(), line.key(), line.text(), bad);
      }
    }
    return steps;
  }

  private Step step(StepLine line) throws BadValue {
    Deque<String> words = WrittenArguments.split(line.text());
    if (words.isEmpty()) {
      throw new BadValue("is an empty step", "");
    }
    return StepTable.make(words.remove(), new WrittenArguments(words, line, this));
  }

  /** Those that it opens, but for those that were open before. */
  private Set<String> ownFiles() {
    Set<String> own = new LinkedHashSet<>(opened);
    own.removeAll(setting.names().files());
    return own;
  }

  private void checkFiles() {
    Set<String> known = new LinkedHashSet<>(setting.names().files());
    known.addAll(opened);
    if (!scope.given().isEmpty()) {
      known.add(scope.given());
    }
    used.forEach(
        (line, files) -> {
          for (String file : files) {
            if (!known.contains(file)) {
              setting
                  .problems()
                  .add(line.where(), line.key(), line.text(), unknownFile(file, known));
            }
          }
        });
  }

  private static BadValue unknownFile(String file, Set<String> known) {
    String nearest = NearestWord.hint(file, known);
    return new BadValue(
        "unknown file " + file,
        nearest.isEmpty() ? "Open it in the same steps, or declare it under files" : nearest);
  }

  private static Path path(String function, List<Placed> placed) {
    return new Path(function, placed.stream().map(Placed::step).toList());
  }
}
