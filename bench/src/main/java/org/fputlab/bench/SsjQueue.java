package org.fputlab.bench;

import java.util.ArrayDeque;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.rng.RandomStream;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** The queue of closes in SSJ (L'Ecuyer, Meliani, Vaucher, WSC 2002), the usual way. */
final class SsjQueue implements CloseQueue {

  @Override
  public String name() {
    return "SSJ";
  }

  @Override
  public Outcome run(long closes, long seed) {
    return new Machine(closes, seed).run();
  }

  private static final class Machine {
    private final Simulator simulator = new Simulator();
    private final RandomStream arrivals = stream(1);
    private final RandomStream services;
    private final ArrayDeque<Double> queue = new ArrayDeque<>();
    private final long closes;
    private long events;
    private long done;
    private double lag;

    Machine(long closes, long seed) {
      this.closes = closes;
      this.services = stream(seed + 2);
    }

    private static MRG32k3a stream(long seed) {
      MRG32k3a stream = new MRG32k3a();
      long word = 1 + (seed & 0xfffff);
      stream.setSeed(new long[] {word, word + 1, word + 2, word + 3, word + 4, word + 5});
      return stream;
    }

    Outcome run() {
      simulator.init();
      new Arrival().schedule(ExponentialGen.nextDouble(arrivals, ARRIVALS_PER_SECOND));
      simulator.start();
      return new Outcome(done, events, lag / done);
    }

    private void startNext() {
      new Departure().schedule(ExponentialGen.nextDouble(services, 1 / MEAN_SERVICE));
    }

    private final class Arrival extends Event {
      Arrival() {
        super(simulator);
      }

      @Override
      public void actions() {
        events++;
        queue.add(sim.time());
        new Arrival().schedule(ExponentialGen.nextDouble(arrivals, ARRIVALS_PER_SECOND));
        if (queue.size() == 1) {
          startNext();
        }
      }
    }

    private final class Departure extends Event {
      Departure() {
        super(simulator);
      }

      @Override
      public void actions() {
        events++;
        lag += sim.time() - queue.remove();
        done++;
        if (done == closes) {
          sim.stop();
        } else if (!queue.isEmpty()) {
          startNext();
        }
      }
    }
  }
}
