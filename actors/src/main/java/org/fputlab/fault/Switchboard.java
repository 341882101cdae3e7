package org.fputlab.fault;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Engine;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Puts faults on one running kernel and lifts them: those of the scenario's timeline and those that
 * somebody asks for meanwhile, which differ in nothing.
 */
public final class Switchboard {

  /**
   * A fault at work.
   *
   * @param id its number in the run, from 1
   * @param spec what it is
   * @param since when it began, in nanoseconds of the run
   */
  public record Active(int id, FaultSpec spec, long since) {

    /** How long it has been at work, in nanoseconds. */
    public long age(long now) {
      return now - since;
    }

    /** How long it has left, in nanoseconds; empty where it lasts until the end. */
    public OptionalLong left(long now) {
      OptionalLong lasts = spec.duration();
      return lasts.isPresent()
          ? OptionalLong.of(Math.max(0, since + lasts.getAsLong() - now))
          : lasts;
    }
  }

  private final Engine engine;
  private final ActorLog log;
  private final ActorRef<Kernel.Command> kernel;
  private final KernelSpec spec;
  private final Alarm alarm;
  private final Map<Integer, Active> active = new LinkedHashMap<>();
  private int begun;
  private boolean changedCourse;

  /**
   * @param alarm calls back when a fault is due to begin or end
   */
  public Switchboard(Engine engine, ActorRef<Kernel.Command> kernel, KernelSpec spec, Alarm alarm) {
    this.engine = engine;
    this.log = new ActorLog(engine, "faults", "fault");
    this.kernel = kernel;
    this.spec = spec;
    this.alarm = alarm;
    engine.tables().afflictions().listen(this::ended);
  }

  /** Has each fault begin at its time. */
  public void schedule(List<FaultSpec> timeline) {
    for (FaultSpec fault : timeline) {
      Faults.of(fault.kind()).ifPresent(kind -> kind.announce(fault, spec).forEach(kernel::tell));
      alarm.at(fault.at(), () -> beginIfThere(fault));
    }
  }

  /** A thread that the file names by its number may not be there. */
  private void beginIfThere(FaultSpec fault) {
    try {
      begin(fault);
    } catch (IllegalArgumentException unfit) {
      String text = fault.on() + " " + fault.what() + " does not begin: " + unfit.getMessage();
      engine.tables().journal().note(engine.now(), "fault", text);
    }
  }

  /**
   * Begins a fault now, and has it end when its time is over.
   *
   * @return its number in the run, from 1
   * @throws IllegalArgumentException if there is no such fault, or it cannot be put on that
   */
  public synchronized int begin(FaultSpec asked) {
    FaultSpec fault = Threads.byName(asked, engine.tables().tasks());
    Fault kind = FaultCheck.checked(fault, spec, engine.tables().tasks());
    int id = ++begun;
    long now = engine.now();
    Active one = new Active(id, fault, now);
    active.put(id, one);
    changedCourse |= now > 0;
    for (String target : kind.afflicted(fault, spec)) {
      engine.tables().afflictions().add(new Affliction(id, target, fault.what(), now));
    }
    note(one, "begins");
    kind.begin(fault, id, spec).forEach(kernel::tell);
    fault.duration().ifPresent(lasts -> alarm.at(now + lasts, () -> lift(id)));
    return id;
  }

  /** Lifts a fault; returns false where it is over already, unknown, or cannot be lifted. */
  public synchronized boolean lift(int id) {
    Active one = active.get(id);
    Fault kind = one == null ? null : kind(one);
    if (one == null || kind == null || !kind.canBeLifted(one.spec())) {
      return false;
    }
    ended(id);
    kind.lift(one.spec(), id, spec).forEach(kernel::tell);
    return true;
  }

  /**
   * Takes note that a server that another program runs has not been heard of for some time.
   *
   * @param since when something was heard last, in nanoseconds of the run
   */
  public synchronized void unheard(String server, long since) {
    if (silence(server).isEmpty()) {
      begin(new FaultSpec(since, server, Silence.WORD, OptionalLong.empty(), Map.of()));
    }
  }

  /**
   * Takes note that it is heard of again.
   *
   * @param forgets whether it has forgotten what it was asked before
   */
  public synchronized void heard(String server, boolean forgets) {
    if (forgets) {
      unheard(server, engine.now());
    }
    for (Active one : silence(server)) {
      String back = forgets ? "is back, and has forgotten its requests" : "is back";
      engine.tables().journal().note(engine.now(), server, back);
      if (forgets) {
        kernel.tell(new Kernel.OnServer(server, new RemoteServer.CutOff(one.id(), true)));
      }
      ended(one.id());
      new Silence().lift(one.spec(), one.id(), spec).forEach(kernel::tell);
    }
  }

  private List<Active> silence(String server) {
    return active.values().stream()
        .filter(one -> one.spec().on().equals(server) && one.spec().kind().equals(Silence.WORD))
        .toList();
  }

  private synchronized void ended(int id) {
    Active one = active.remove(id);
    if (one != null) {
      changedCourse = true;
      engine.tables().afflictions().remove(id);
      note(one, "ends");
    }
  }

  private static @Nullable Fault kind(Active one) {
    return Faults.of(one.spec().kind()).orElse(null);
  }

  /** Lifts all that can be; what the timeline still has in store begins as it would have. */
  public synchronized void reset() {
    new ArrayList<>(active.keySet()).forEach(this::lift);
  }

  /** Whether a fault began or ended in the course of the run, and not with its beginning. */
  public synchronized boolean hasChangedCourse() {
    return changedCourse;
  }

  /** The faults at work, oldest first. */
  public synchronized List<Active> active() {
    return List.copyOf(active.values());
  }

  private void note(Active one, String what) {
    String text = "#" + one.id() + " " + one.spec().on() + " " + one.spec().what() + " " + what;
    engine.tables().journal().note(engine.now(), "fault", text);
    log.debug(text);
  }
}
