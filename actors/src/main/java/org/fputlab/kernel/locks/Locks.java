package org.fputlab.kernel.locks;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;
import org.fputlab.model.LockName;

/**
 * The area of sleeping locks, counting resources and completions. Each subsystem says which locks
 * are its own; all others, and the completions, are the drivers'.
 */
public final class Locks {

  private static final Area AREA =
      Area.of("drivers")
          .with(LockWords.ALL)
          .with(TryWords.ALL)
          .with(NonOwnerWords.ALL)
          .with(SpinWords.ALL)
          .with(CompletionWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Locks> SUBSYSTEM =
      new Subsystem<>(Locks.class, AREA, by -> new Locks(by.machine(), by.spawner(), by.tasks()));

  private final ActorRef<Message> drivers;
  private final Map<String, ActorRef<? super LockRequest>> owners = new LinkedHashMap<>();

  /** Starts the drivers, and gives tasks what they need to take locks. */
  public Locks(Machine machine, Spawner spawner, Tasks tasks) {
    this.drivers =
        spawner.spawn(Drivers.create(machine.engine(), machine.spec().semaphores()), "drivers");
    tasks.carry(LockCalls.class, task -> new LockCalls(task, this));
  }

  /** These words of locks are this subsystem's; said while the machine is wired. */
  public void own(ActorRef<? super LockRequest> owner, String... words) {
    for (String word : words) {
      owners.put(word, owner);
    }
  }

  /** Who owns a lock of this class. */
  ActorRef<? super LockRequest> ownerOf(LockName lock) {
    return owners.getOrDefault(lock.word(), drivers);
  }

  ActorRef<? super Drivers.Command> drivers() {
    return drivers;
  }

  /** Completes what a task waits for, for somebody who is no task. */
  public void complete(String completion) {
    drivers.tell(new Drivers.Complete(completion, false));
  }
}
