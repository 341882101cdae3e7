package org.fputlab.fault;

import java.util.LinkedHashSet;
import java.util.Set;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.fault.FaultWord.Setting;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.NamedLocks;

/** The rules that a fault must keep to be put on a running kernel. */
final class FaultCheck {

  private final FaultSpec spec;
  private final KernelSpec kernel;
  private final TaskTable tasks;

  private FaultCheck(FaultSpec spec, KernelSpec kernel, TaskTable tasks) {
    this.spec = spec;
    this.kernel = kernel;
    this.tasks = tasks;
  }

  /**
   * The fault that {@code spec} names, if it can be put on what it says.
   *
   * @param tasks the threads that there are so far
   */
  static Fault checked(FaultSpec spec, KernelSpec kernel, TaskTable tasks) {
    Fault fault =
        Faults.of(spec.kind())
            .orElseThrow(() -> new IllegalArgumentException("there is no fault " + spec.kind()));
    new FaultCheck(spec, kernel, tasks).check(fault);
    return fault;
  }

  private void check(Fault fault) {
    FaultWord word = fault.word();
    refuseIf(word.targets().stream().noneMatch(this::is), "cannot be put on " + spec.on());
    word.required().forEach(this::checkRequired);
    spec.settings().forEach((name, value) -> checkKnown(word, name, value));
    refuseIf(fault.isFinal() && spec.duration().isPresent(), "cannot be lifted: leave for out");
    String problem = fault.problem(spec, kernel);
    refuseIf(!problem.isEmpty(), problem);
  }

  private boolean is(Target target) {
    return switch (target) {
      case SERVER -> kernel.servers().containsKey(spec.on());
      case THREAD -> Threads.isWorkItem(spec.on(), kernel) || areThere(spec.on());
      case LOCK -> NamedLocks.of(kernel).contains(spec.on());
      case STEP -> Faults.steps(kernel).contains(spec.on());
      case MACHINE -> spec.on().equals("machine");
    };
  }

  private boolean areThere(String threads) {
    Set<String> there = new LinkedHashSet<>();
    tasks.rows().stream().map(TaskRow::name).forEach(there::add);
    return there.containsAll(Threads.named(threads, kernel));
  }

  private void checkRequired(String name, Setting kind) {
    refuseIf(!spec.settings().containsKey(name), "lacks its setting " + name);
  }

  private void checkKnown(FaultWord word, String name, double value) {
    Setting kind = word.required().getOrDefault(name, word.optional().get(name));
    refuseIf(kind == null, "has no setting " + name);
    refuseIf(kind != null && !isLegal(kind, value), name + " cannot be " + value);
  }

  private static boolean isLegal(Setting kind, double value) {
    return switch (kind) {
      case FACTOR -> value > 0 && Double.isFinite(value);
      case PROBABILITY -> value >= 0 && value <= 1;
      case COUNT -> value >= 1 && value == Math.rint(value) && Double.isFinite(value);
      case DURATION -> value >= 0 && Double.isFinite(value);
    };
  }

  private void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new IllegalArgumentException(spec.kind() + ": " + why);
    }
  }
}
