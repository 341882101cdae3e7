package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;

/**
 * {@code kill}: threads never run again. An idle one just ends; one that is in the middle of
 * something keeps every lock it holds and is granted, as after an oops in a kernel that goes on
 * ({@code panic_on_oops} = 0, kernel/exit.c make_task_dead, v6.6).
 */
final class Kill implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.THREAD, "kill");
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  @Override
  public String problem(FaultSpec spec, KernelSpec kernel) {
    return Threads.isWorkItem(spec.on(), kernel) ? spec.on() + " is no thread but work" : "";
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    return Threads.named(spec.on(), kernel).stream()
        .<Kernel.Command>map(thread -> new Kernel.OnTask(thread, Task.Kill.INSTANCE))
        .toList();
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of();
  }

  @Override
  public List<String> afflicted(FaultSpec spec, KernelSpec kernel) {
    return Threads.named(spec.on(), kernel);
  }
}
