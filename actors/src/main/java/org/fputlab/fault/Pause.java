package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;

/**
 * {@code pause}: threads go no further, with what they hold, and take no new work. Of a work item,
 * as {@code delayed_fput}, the worker that runs it is stopped, or it does not start.
 */
final class Pause implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.THREAD, "pause");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    if (Threads.isWorkItem(spec.on(), kernel)) {
      return List.of(new Kernel.PauseWork(id, Threads.workItem(spec.on())));
    }
    return each(spec, kernel, new Task.Pause(id));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    if (Threads.isWorkItem(spec.on(), kernel)) {
      return List.of(new Kernel.ResumeWork(id, Threads.workItem(spec.on())));
    }
    return each(spec, kernel, new Task.Resume(id));
  }

  private static List<Kernel.Command> each(FaultSpec spec, KernelSpec kernel, Task.Command what) {
    return Threads.named(spec.on(), kernel).stream()
        .<Kernel.Command>map(thread -> new Kernel.OnTask(thread, what))
        .toList();
  }

  @Override
  public List<String> afflicted(FaultSpec spec, KernelSpec kernel) {
    KernelSpec.Work work = kernel.works().get(spec.on());
    return work == null
        ? Threads.named(spec.on(), kernel)
        : List.of(spec.on(), work.run().function());
  }
}
