package org.fputlab.kernel.memory;

import akka.actor.typed.ActorRef;
import org.fputlab.kernel.locks.Locks;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Spawner;
import org.fputlab.kernel.task.Subsystem;
import org.fputlab.kernel.task.Tasks;
import org.fputlab.kernel.words.Area;

/** The area of address spaces, of the files mapped into them, and of free pages. */
public final class Memory {

  private static final Area AREA = Area.of("vm", "pages").with(MemoryWords.ALL).with(PageWords.ALL);

  /** What it brings to every machine, and what it is made from. */
  public static final Subsystem<Memory> SUBSYSTEM =
      new Subsystem<>(
          Memory.class,
          AREA,
          by -> new Memory(by.machine(), by.spawner(), by.tasks(), by.the(Locks.class)));

  /** Starts the memory manager. */
  public Memory(Machine machine, Spawner spawner, Tasks tasks, Locks locks) {
    ActorRef<Message> vm = spawner.spawn(Vm.create(machine.engine()), "vm");
    locks.own(vm, "mmap_lock");
    tasks.carry(MemoryCalls.class, task -> new MemoryCalls(task, vm));
    if (machine.foresight().takesPages()) {
      ActorRef<Message> pages =
          spawner.spawn(PageAllocator.create(machine.engine(), machine.spec().pages()), "pages");
      tasks.carry(PageCalls.class, task -> new PageCalls(task, pages));
    }
  }
}
