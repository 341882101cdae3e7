package org.fputlab.kernel.memory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.Access;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Touches;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/**
 * Virtual memory: the {@code mmap_lock} of each address space, and how many files it maps.
 *
 * <p>The paths of {@code mmap}, {@code munmap} and page faults (mm/mmap.c, v6.6: {@code remove_vma}
 * drops the mapping's file reference with {@code mmap_lock} held) run in the tasks; see {@link
 * MemoryCalls}. Leaves out pages themselves.
 */
public final class Vm {

  /** What the VM can be asked. */
  public sealed interface Command extends Message permits MapFile, UnmapFile {}

  /** A file is mapped into an address space. */
  public record MapFile(String mm, int file) implements Command {}

  /**
   * Takes away a mapping of a file, which the task calls {@code name}; {@link Unmapped} follows.
   */
  public record UnmapFile(String mm, int file, String name, ActorRef<? super Task.Answer> replyTo)
      implements Command {}

  /** Whether there was one. Where nothing is mapped munmap(2) does nothing, and succeeds. */
  record Unmapped(String name, boolean was) implements Task.Answer {
    @Override
    public void tell(Running task) {
      task.the(MemoryCalls.class).unmapped(this);
    }
  }

  private static final ReceiveTable<Vm, Message> SERVING =
      ReceiveTable.<Vm, Message>rows()
          .onMessage(MapFile.class, Vm::onMap)
          .onMessage(UnmapFile.class, Vm::onUnmap)
          .onMessage(LockRequest.class, Vm::onLock)
          .build();

  private final Touches touches;
  private final LockDesk locks;
  private final Map<String, Integer> mapped = new LinkedHashMap<>();

  private Vm(Engine engine) {
    this.touches = engine.tables().touches();
    this.locks = new LockDesk(new ActorLog(engine, "vm", "vm"), touches);
  }

  public static Behavior<Message> create(Engine engine) {
    return Behaviors.setup(context -> SERVING.of(new Vm(engine)));
  }

  private Behavior<Message> onMap(MapFile ask) {
    touches.part("mm", ask.mm(), Access.CHANGES);
    mapped.merge(ask.mm() + " " + ask.file(), 1, Integer::sum);
    return Behaviors.same();
  }

  private Behavior<Message> onUnmap(UnmapFile ask) {
    touches.part("mm", ask.mm(), Access.CHANGES);
    String mapping = ask.mm() + " " + ask.file();
    boolean was = mapped.getOrDefault(mapping, 0) > 0;
    if (was) {
      mapped.merge(mapping, -1, Integer::sum);
    }
    ask.replyTo().tell(new Unmapped(ask.name(), was));
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }
}
