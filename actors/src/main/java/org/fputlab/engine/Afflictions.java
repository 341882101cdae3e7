package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The faults now active, so that a report can name the fault at the root of a wait. */
public final class Afflictions {

  /**
   * A fault at work.
   *
   * @param id its number in the run, from 1
   * @param target the actor, task, lock or function it is on
   * @param what what it does, as in {@code hang for 20s}
   * @param since when it began, in nanoseconds of the run
   */
  public record Affliction(int id, String target, String what, long since) {

    @Override
    public String toString() {
      return "fault #" + id + " (" + target + " " + what + ")";
    }
  }

  private final List<Affliction> active = Collections.synchronizedList(new ArrayList<>());
  private IntConsumer listener = fault -> {};

  /** Notes that a fault began; once for each target of a fault on several. */
  public void add(Affliction affliction) {
    active.add(affliction);
  }

  /** Notes that a fault was lifted. */
  public void remove(int id) {
    active.removeIf(affliction -> affliction.id() == id);
  }

  /** Calls {@code to} with the number of each fault that ends by itself. */
  public void listen(IntConsumer to) {
    listener = to;
  }

  /** Tells that a fault ended by itself, without being lifted. */
  public void endsByItself(int id) {
    listener.accept(id);
  }

  /** The oldest active fault on {@code target}, or null. */
  public @Nullable Affliction on(String target) {
    for (Affliction affliction : all()) {
      if (affliction.target().equals(target)) {
        return affliction;
      }
    }
    return null;
  }

  /** All active faults, oldest first. */
  public List<Affliction> all() {
    synchronized (active) {
      return List.copyOf(active);
    }
  }

  void clear() {
    active.clear();
    listener = fault -> {};
  }
}
