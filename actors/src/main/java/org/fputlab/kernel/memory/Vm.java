package org.fputlab.kernel.memory;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.task.Message;

/**
 * Virtual memory: the {@code mmap_lock} of each address space, and how many files it maps.
 *
 * <p>The paths of {@code mmap}, {@code munmap} and page faults (mm/mmap.c, v6.6: {@code remove_vma}
 * drops the mapping's file reference with {@code mmap_lock} held) run in the tasks; see {@link
 * MemoryPaths}. Leaves out pages themselves.
 */
public final class Vm {

  /** What the VM can be asked. */
  public sealed interface Command extends Message permits MapFile, UnmapFile {}

  /** A file is mapped into an address space. */
  public record MapFile(String mm, int file) implements Command {}

  /** A mapping of a file is gone. */
  public record UnmapFile(String mm, int file) implements Command {}

  private final LockDesk locks;
  private final Map<String, Integer> mapped = new LinkedHashMap<>();

  private Vm(Engine engine) {
    this.locks = new LockDesk(new ActorLog(engine, "vm", "vm"));
  }

  public static Behavior<Message> create(Engine engine) {
    return Behaviors.setup(context -> new Vm(engine).serving());
  }

  private Behavior<Message> serving() {
    return Behaviors.receive(Message.class)
        .onMessage(MapFile.class, this::onMap)
        .onMessage(UnmapFile.class, this::onUnmap)
        .onMessage(LockRequest.class, this::onLock)
        .build();
  }

  private Behavior<Message> onMap(MapFile ask) {
    mapped.merge(ask.mm() + " " + ask.file(), 1, Integer::sum);
    return Behaviors.same();
  }

  private Behavior<Message> onUnmap(UnmapFile ask) {
    Integer left = mapped.merge(ask.mm() + " " + ask.file(), -1, Integer::sum);
    if (left < 0) {
      throw new IllegalStateException(
          "file " + ask.file() + " is unmapped from " + ask.mm() + ", where it is not");
    }
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }
}
