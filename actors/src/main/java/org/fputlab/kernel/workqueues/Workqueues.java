package org.fputlab.kernel.workqueues;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.KernelSpec;

/** The area of work queues: their items, and the workers that run them. */
public final class Workqueues {

  private static final Area AREA = Area.of("workqueue").with(WorkWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Workqueues> SUBSYSTEM =
      new Subsystem<>(
          Workqueues.class,
          AREA,
          by -> new Workqueues(by.machine(), by.spawner(), by.tasks(), by.works()));

  private final ActorRef<Message> workqueue;
  private final Map<String, KernelSpec.Work> works = new LinkedHashMap<>();

  /**
   * Starts the work queues.
   *
   * @param own the works that every machine has
   */
  public Workqueues(Machine machine, Spawner spawner, Tasks tasks, List<KernelSpec.Work> own) {
    this.workqueue = spawner.spawn(Workqueue.create(machine, tasks, own), "workqueue");
    own.forEach(work -> works.put(work.name(), work));
    works.putAll(machine.spec().works());
    tasks.carry(WorkCalls.class, task -> new WorkCalls(task, this));
  }

  /** Whom work is given to. */
  public ActorRef<? super Workqueue.Command> workqueue() {
    return workqueue;
  }

  KernelSpec.Work work(String name) {
    KernelSpec.Work work = works.get(name);
    if (work == null) {
      throw new IllegalStateException("no work item " + name);
    }
    return work;
  }

  // Faults

  /** Keeps a work's items from starting, and stops who runs one. */
  public void pause(int fault, String work) {
    workqueue.tell(new WorkFault.PauseItem(fault, work));
  }

  /** The end of that fault. */
  public void resume(int fault, String work) {
    workqueue.tell(new WorkFault.ResumeItem(fault, work));
  }

  /** A fault on the worker of this name, or the end of one; nothing happens if there is none. */
  public void onWorker(String worker, Task.Command fault) {
    workqueue.tell(new WorkFault.OnWorker(worker, fault));
  }

  /** Slows all workers, present and to come. */
  public void slowDown(Task.SlowDown fault) {
    workqueue.tell(new WorkFault.OnAllWorkers(fault));
  }

  /** The end of that fault. */
  public void speedUp(Task.SpeedUp end) {
    workqueue.tell(new WorkFault.EndOnAllWorkers(end));
  }
}
