package org.fputlab.kernel.power;

import akka.actor.typed.ActorRef;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;

/** The area of suspending the machine, which freezes its tasks. */
public final class Power {

  private static final Area AREA = Area.of("power").with(PowerWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Power> SUBSYSTEM =
      new Subsystem<>(Power.class, AREA, by -> new Power(by.machine(), by.spawner(), by.tasks()));

  /** Starts the freezer, where anybody wants it. */
  public Power(Machine machine, Spawner spawner, Tasks tasks) {
    if (machine.foresight().freezesTasks()) {
      ActorRef<Message> freezer = spawner.spawn(Freezer.create(machine.engine(), tasks), "power");
      tasks.carry(PowerCalls.class, task -> new PowerCalls(task, freezer));
    }
  }
}
