package org.fputlab.fault;

import java.util.List;
import java.util.Locale;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.BareWaits;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Signal;

/**
 * {@code sigkill}, {@code sigint}: somebody outside sends a user task a signal (kernel/signal.c,
 * v6.6). It ends the waits that say so, and the first ends the task when it returns to user mode.
 */
final class Signalled implements Fault {

  private final Signal signal;

  Signalled(Signal signal) {
    this.signal = signal;
  }

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.THREAD, signal.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  @Override
  public String problem(FaultSpec spec, KernelSpec kernel) {
    boolean isUserTask =
        kernel.tasks().stream()
            .filter(task -> !task.kthread())
            .anyMatch(task -> Threads.named(task.name(), kernel).containsAll(named(spec, kernel)));
    if (!isUserTask && !Threads.isNumber(spec.on())) {
      return spec.on() + " is no user task of the scenario, and takes no signals";
    }
    return BareWaits.problem(spec.on(), kernel, signal::ends);
  }

  private static List<String> named(FaultSpec spec, KernelSpec kernel) {
    return Threads.named(spec.on(), kernel);
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return named(spec, kernel).stream()
        .<Kernel.Command>map(
            task -> new Kernel.OnTask(task, new Task.Signalled(signal, matter(spec, task))))
        .toList();
  }

  @Override
  public List<Kernel.Command> announce(FaultSpec spec, KernelSpec kernel) {
    return named(spec, kernel).stream()
        .<Kernel.Command>map(task -> new Kernel.ToBeSignalled(task, signal, matter(spec, task)))
        .toList();
  }

  private String matter(FaultSpec spec, String task) {
    return spec.kind() + " of " + task + " at " + spec.at();
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of();
  }
}
