package org.fputlab.kernel.processors;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Dist;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words for what takes time. */
public final class TimeWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "cpu",
              "D",
              "Computes for so long, on one of the machine's processors.",
              a -> new Cpu(a.time())),
          new Word(
              "io",
              "D",
              "Waits so long for a device that serves any number at a time.",
              a -> new Io(a.time())),
          new Word("sleep", "D", "Waits so long by its own choice.", a -> new Sleep(a.time())),
          new Word(
              "msleep",
              "D",
              "Waits so long by its own choice, and on to a tick: one to two ticks for anything"
                  + " short.",
              a -> new Msleep(a.time())));

  private TimeWords() {}

  /** A step that brings about nothing but that time goes by. */
  private interface TakesTime extends Step {
    @Override
    default List<Effect> effects() {
      return List.of();
    }
  }

  /** {@code cpu}: needs one of the machine's processors for so long. */
  public record Cpu(Dist time) implements TakesTime {
    @Override
    public boolean run(Calls task) {
      return task.the(TimeCalls.class).cpu(time);
    }
  }

  /** {@code io}: waits for a device that serves any number at a time. */
  public record Io(Dist time) implements TakesTime {
    @Override
    public boolean run(Calls task) {
      return task.the(TimeCalls.class).io(time);
    }
  }

  /** {@code sleep}: waits by choice, interruptibly. */
  public record Sleep(Dist time) implements Step {
    @Override
    public List<Effect> effects() {
      return List.of(new Effect.MayFreeze());
    }

    @Override
    public boolean run(Calls task) {
      return task.the(TimeCalls.class).sleep(time);
    }
  }

  /** {@code msleep}: waits by choice, uninterruptibly, until a tick. */
  public record Msleep(Dist time) implements TakesTime {
    @Override
    public boolean run(Calls task) {
      return task.the(TimeCalls.class).msleep(time);
    }
  }
}
