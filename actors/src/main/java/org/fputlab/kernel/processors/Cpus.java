package org.fputlab.kernel.processors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.Access;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Interruptions;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Processors;
import org.fputlab.model.RunQueues;

/**
 * The machine's processors: whoever asks for a burst is told when it is over. The rule is {@link
 * Processors}, or where tasks share processors in time slices {@link RunQueues}.
 */
public final class Cpus {

  /** What the processors can be asked. */
  public sealed interface Command extends Message {}

  /**
   * So many nanoseconds of processor time; {@link Task.Computed} follows when they are used.
   *
   * @param bound the processor that it must be, or {@link RunQueues#UNBOUND}
   */
  public record Burst(long nanos, int bound, ActorRef<? super Task.Computed> replyTo)
      implements Command {}

  private record Alarm(int cpu, long token) implements Command, Ungated, Foreseen, Chained {
    @Override
    public long chain() {
      return cpu + 1L;
    }
  }

  private static final ReceiveTable<Cpus, Command> SHARED =
      ReceiveTable.<Cpus, Command>rows()
          .onMessage(Burst.class, Cpus::onAsk)
          .onMessage(Alarm.class, Cpus::onAlarm)
          .build();

  /** Processors without time slices: whoever has one keeps it as long as it computes. */
  private record Booked(Engine engine, Processors processors, Interruptions interruptions) {

    static final ReceiveTable<Booked, Command> ALONE =
        ReceiveTable.<Booked, Command>rows().onMessage(Burst.class, Booked::onBurst).build();

    private Behavior<Command> onBurst(Burst burst) {
      long nanos = interruptions.stretch(burst.nanos());
      if (nanos > 0) {
        engine.tables().touches().part("bookings", "", Access.ADDS);
      }
      long over = processors.book(engine.now(), nanos);
      engine.after(over - engine.now(), burst.replyTo(), Task.Computed.SOMEWHERE);
      return Behaviors.same();
    }
  }

  private final Engine engine;
  private final ActorContext<Command> context;
  private final Interruptions interruptions;
  private final RunQueues<ActorRef<? super Task.Computed>> queues;

  private Cpus(Engine engine, KernelSpec spec, ActorContext<Command> context) {
    this.engine = engine;
    this.interruptions = interruptions(engine, spec);
    this.context = context;
    this.queues =
        new RunQueues<>(spec.cpus(), spec.timeSlice(), spec.jiffy(), spec.version(), events());
  }

  public static Behavior<Command> create(Engine engine, KernelSpec spec) {
    if (spec.timeSlice() > 0) {
      return Behaviors.setup(context -> SHARED.of(new Cpus(engine, spec, context)));
    }
    return Booked.ALONE.of(
        new Booked(engine, new Processors(spec.cpus()), interruptions(engine, spec)));
  }

  private static Interruptions interruptions(Engine engine, KernelSpec spec) {
    RandomStream random = RandomStream.named(engine.seed(), "interrupts");
    return new Interruptions(spec.costs().interrupts(), random);
  }

  private Behavior<Command> onAsk(Burst burst) {
    long nanos = interruptions.stretch(burst.nanos());
    queues.request(engine.now(), burst.replyTo(), nanos, burst.bound());
    return Behaviors.same();
  }

  private Behavior<Command> onAlarm(Alarm alarm) {
    queues.alarm(engine.now(), alarm.cpu(), alarm.token());
    return Behaviors.same();
  }

  private RunQueues.Events<ActorRef<? super Task.Computed>> events() {
    return new RunQueues.Events<>() {
      @Override
      public void alarmAfter(long delay, int cpu, long token) {
        engine.after(delay, context.getSelf(), new Alarm(cpu, token));
      }

      @Override
      public void over(ActorRef<? super Task.Computed> task, int cpu) {
        task.tell(Task.Computed.on(cpu));
      }
    };
  }
}
