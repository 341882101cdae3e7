package org.fputlab.kernel.servers;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.kernel.task.Attempts;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Branch;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of calls to servers. */
public final class ServerWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          word("rpc", "Calls a server and waits for its reply.", false),
          new Word(
              "rpc_killable",
              "SERVER OP [then STEP] [else STEP]",
              "The same; a fatal signal ends the wait, and khungtaskd does not report it.",
              a -> new Rpc(a.server(), a.name("an operation"), true, false, a.branch())),
          word("rpc_async", "Calls a server and goes on at once.", true));

  private ServerWords() {}

  private static Word word(String word, String meaning, boolean async) {
    return new Word(
        word, "SERVER OP", meaning, a -> new Rpc(a.server(), a.name("an operation"), false, async));
  }

  /**
   * {@code rpc}: calls a server and waits for its reply, or with {@code rpc_async} does not wait.
   */
  public record Rpc(String server, String operation, boolean killable, boolean async, Branch branch)
      implements Step {

    /** One that goes on the same way whatever comes. */
    public Rpc(String server, String operation, boolean killable, boolean async) {
      this(server, operation, killable, async, Branch.NONE);
    }

    @Override
    public boolean run(Calls task) {
      Step call = calls -> calls.the(ServerCalls.class).rpc(server, operation, killable, async);
      return branch.isNone() ? call.run(task) : Attempts.begin((Running) task, call, branch);
    }

    @Override
    public List<Effect> effects() {
      List<Effect> effects = new ArrayList<>(List.of(new Effect.Asks(server, operation, !async)));
      if (killable) { // not where a daemon answers, which the name alone does not tell
        effects.add(new Effect.MayFreeze());
      }
      if (!branch.isNone()) {
        effects.add(branch.effect(List.of()));
      }
      return effects;
    }
  }
}
