package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.Engine;
import org.fputlab.model.Processors;

/**
 * The machine's processors: whoever asks for a burst is told when it is over. The rule is {@link
 * Processors}.
 */
public final class Cpus {

  /** What the processors can be asked. */
  public sealed interface Command {}

  /** So many nanoseconds of processor time; {@link Task.Elapsed} follows when they are used. */
  public record Burst(long nanos, ActorRef<? super Task.Elapsed> replyTo) implements Command {}

  private Cpus() {}

  static Behavior<Command> create(Engine engine, int count) {
    Processors processors = new Processors(count);
    return Behaviors.receive(Command.class)
        .onMessage(Burst.class, burst -> onBurst(engine, processors, burst))
        .build();
  }

  private static Behavior<Command> onBurst(Engine engine, Processors processors, Burst burst) {
    long over = processors.book(engine.now(), burst.nanos());
    engine.after(over - engine.now(), burst.replyTo(), Task.Elapsed.INSTANCE);
    return Behaviors.same();
  }
}
