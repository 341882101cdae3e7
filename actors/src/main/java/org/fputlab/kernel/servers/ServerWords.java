package org.fputlab.kernel.servers;

import java.util.List;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of calls to servers. */
public final class ServerWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          word("rpc", "Calls a server and waits for its reply.", false, false),
          word(
              "rpc_killable",
              "The same; a fatal signal ends the wait, and khungtaskd does not report it.",
              true,
              false),
          word("rpc_async", "Calls a server and goes on at once.", false, true));

  private ServerWords() {}

  private static Word word(String word, String meaning, boolean killable, boolean async) {
    return new Word(
        word,
        "SERVER OP",
        meaning,
        a -> new Rpc(a.server(), a.name("an operation"), killable, async));
  }

  /**
   * {@code rpc}: calls a server and waits for its reply, or with {@code rpc_async} does not wait.
   */
  public record Rpc(String server, String operation, boolean killable, boolean async)
      implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(ServerCalls.class).rpc(server, operation, killable, async);
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Asks(server, operation, !async));
    }
  }
}
