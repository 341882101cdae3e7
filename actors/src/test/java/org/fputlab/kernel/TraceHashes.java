package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.engine.Engine;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.model.ClosePolicy;

/** Prints the trace hashes of some runs, so that another JVM's can be compared with ours. */
public final class TraceHashes {

  private TraceHashes() {}

  /** {@code machines} or {@code leak}. */
  public static void main(String[] args) {
    List<Long> hashes = args[0].equals("leak") ? ofLeak() : ofBusyMachines();
    hashes.forEach(System.out::println);
  }

  /** Busy machines under every policy, two seeds and two strategies. */
  static List<Long> ofBusyMachines() {
    List<Long> hashes = new ArrayList<>();
    for (ClosePolicy policy : ClosePolicy.values()) {
      for (long seed = 1; seed <= 2; seed++) {
        hashes.add(ofBusyMachine(policy, seed, Strategy.fifo()));
        hashes.add(ofBusyMachine(policy, seed, Strategy.random(seed)));
      }
    }
    return hashes;
  }

  private static long ofBusyMachine(ClosePolicy policy, long seed, Strategy strategy) {
    return Machines.hash(
        Machines.engine(), ProtocolTest.busy(policy).spec(), seed, strategy, 2 * Steps.SECOND);
  }

  /** One run whose order leaks from identity hashes. */
  static List<Long> ofLeak() {
    try (SimEngine.Run<Object> run =
        Machines.engine().start(TraceHashes::leaking, 1, Strategy.fifo())) {
      run.until(Steps.SECOND);
      return List.of(run.traceHash());
    }
  }

  /**
   * A mistake on purpose: it wakes a thousand actors one by one, in the order of a hash set of
   * objects.
   */
  private static Behavior<Object> leaking(Engine engine) {
    return Behaviors.setup(
        context -> {
          record Woken(ActorRef<Object> who, Object key) {
            @Override
            public int hashCode() {
              return System.identityHashCode(key);
            }

            @Override
            public boolean equals(Object other) {
              return other instanceof Woken woken && woken.key == key;
            }
          }
          Set<Woken> woken = new HashSet<>();
          for (int i = 0; i < 1000; i++) {
            ActorRef<Object> child =
                context.spawn(Behaviors.ignore(), "child-" + i, engine.gated());
            woken.add(new Woken(child, new Object()));
          }
          long delay = 0;
          for (Woken one : woken) {
            engine.after(delay++, one.who(), "wake up");
          }
          return Behaviors.empty();
        });
  }
}
