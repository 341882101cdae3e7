package org.fputlab.kernel.task;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Signal;
import org.fputlab.model.Step;

/** The word of signals: kernel/signal.c, v6.6. */
public final class SignalWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "send_sig",
              "SIG T",
              "Sends a user task a signal, which ends a wait that says so; SIGKILL ends the task.",
              a -> {
                Signal signal = a.signal();
                return new SendSig(signal, a.userTask(signal));
              }));

  private SignalWords() {}

  /** {@code send_sig}: to a task, or to all of many alike. */
  public record SendSig(Signal signal, String task) implements Step {
    @Override
    public boolean run(Calls running) {
      return running.the(Signals.class).send(signal, task);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.SendsSignal(task, signal));
    }
  }
}
