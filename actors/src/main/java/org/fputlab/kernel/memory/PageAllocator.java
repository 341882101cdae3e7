package org.fputlab.kernel.memory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.Access;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Touches;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.PagePool;

/** The machine's free pages, as {@link PagePool} has them (mm/page_alloc.c, v6.6). */
public final class PageAllocator {

  /** What it can be asked. */
  public sealed interface Command extends Message, Ungated permits Alloc, Free {}

  /**
   * Takes a page; {@link Task.Granted} follows.
   *
   * @param reserve whether the reserve may be used up for it
   * @param waits whether it waits for one; else {@link Task.Refused} may follow
   */
  public record Alloc(boolean reserve, boolean waits, ActorRef<? super Task.Answer> replyTo)
      implements Command {}

  /** Gives one back, or frees one that nobody had. */
  public enum Free implements Command {
    INSTANCE
  }

  private static final ReceiveTable<PageAllocator, Message> SERVING =
      ReceiveTable.<PageAllocator, Message>rows()
          .onMessage(Alloc.class, PageAllocator::onAlloc)
          .onMessage(Free.class, PageAllocator::onFree)
          .build();

  private final Touches touches;
  private final PagePool<ActorRef<? super Task.Answer>> pool;

  private PageAllocator(Engine engine, KernelSpec.Pages pages) {
    this.touches = engine.tables().touches();
    this.pool = new PagePool<>(pages.free(), pages.reserve());
  }

  static Behavior<Message> create(Engine engine, KernelSpec.Pages pages) {
    return Behaviors.setup(context -> SERVING.of(new PageAllocator(engine, pages)));
  }

  private Behavior<Message> onAlloc(Alloc ask) {
    touches.part("pages", "", Access.CHANGES);
    boolean taken =
        ask.waits() ? pool.take(ask.replyTo(), ask.reserve()) : pool.tryTake(ask.reserve());
    if (taken) {
      ask.replyTo().tell(Task.Granted.INSTANCE);
    } else if (!ask.waits()) {
      ask.replyTo().tell(Task.Refused.INSTANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onFree(Free free) {
    touches.part("pages", "", Access.CHANGES);
    pool.give(waiter -> waiter.tell(Task.Granted.INSTANCE));
    return Behaviors.same();
  }
}
