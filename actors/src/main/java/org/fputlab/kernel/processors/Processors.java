package org.fputlab.kernel.processors;

import akka.actor.typed.ActorRef;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;

/** The area of the machine's processors, and of the time that steps take. */
public final class Processors {

  private static final Area AREA = Area.of("cpus").with(TimeWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Processors> SUBSYSTEM =
      new Subsystem<>(
          Processors.class, AREA, by -> new Processors(by.machine(), by.spawner(), by.tasks()));

  private final ActorRef<Cpus.Command> cpus;

  /** Starts the processors. */
  public Processors(Machine machine, Spawner spawner, Tasks tasks) {
    this.cpus = spawner.spawn(Cpus.create(machine.engine(), machine.spec()), "cpus");
    tasks.carry(TimeCalls.class, task -> new TimeCalls(task, cpus));
  }
}
