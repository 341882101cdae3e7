package org.fputlab.kernel.processors;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Retries;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Slowness;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Dist;
import org.fputlab.model.Step;
import org.fputlab.model.Ticks;

/** How one task computes, and waits for devices and timers. */
public final class TimeCalls {

  /** Has a processor, if only for a moment. */
  public static final Step GET_PROCESSOR =
      Step.inside(task -> task.the(TimeCalls.class).cpu(new Dist.Fixed(0)));

  private final Running task;
  private final Execution execution;
  private final Engine engine;
  private final ActorRef<Cpus.Command> cpus;
  private final Slowness slowness;
  private final Ticks ticks;

  TimeCalls(Running task, ActorRef<Cpus.Command> cpus) {
    this.task = task;
    this.execution = task.execution();
    this.engine = execution.machine().engine();
    this.cpus = cpus;
    this.slowness = task.the(Slowness.class);
    this.ticks = new Ticks(execution.machine().spec().jiffy());
  }

  /** Computes for so long, if at all. */
  public static Step computing(long nanos) {
    return task -> nanos == 0 || task.the(TimeCalls.class).cpu(new Dist.Fixed(nanos));
  }

  /** Computes; with a processor for as long as it takes. */
  public boolean cpu(Dist time) {
    long nanos = slowness.stretched("cpu", execution.draws().sample(time), execution);
    cpus.tell(new Cpus.Burst(nanos, execution.bound(), execution.self()));
    return false;
  }

  boolean io(Dist time) {
    long nanos = slowness.stretched("io", execution.draws().sample(time), execution);
    engine.after(nanos, execution.self(), Task.Elapsed.INSTANCE);
    return execution.block(execution.waits().io(), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** By its own choice: no fault stretches it. */
  boolean sleep(Dist time) {
    return Retries.sleep(task, time);
  }

  boolean msleep(Dist time) {
    long delay =
        ticks.msleep(
            engine.now(), execution.draws().sample(time), execution.machine().spec().version());
    engine.after(delay, execution.self(), Task.Elapsed.INSTANCE);
    return execution.block(execution.waits().timer(), false, false, Sleep.UNINTERRUPTIBLE, null);
  }
}
