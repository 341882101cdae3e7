package org.fputlab.kernel.sockets;

import java.util.List;
import org.fputlab.kernel.words.Arguments;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.kernel.words.Word;
import org.fputlab.model.Calls;
import org.fputlab.model.Effect;
import org.fputlab.model.Step;

/** The words of unix sockets: net/unix/af_unix.c and garbage.c, v6.6. */
public final class SocketWords {

  /** In the order of the reference. */
  public static final List<Word> ALL =
      List.of(
          new Word(
              "send",
              "F over S",
              "Passes a reference to a file in a message to the unix socket S (SCM_RIGHTS).",
              SocketWords::send),
          new Word(
              "unix_release",
              "",
              "Drops the messages queued at the socket being closed, and the files in them.",
              a -> {
                a.needRelease();
                return new UnixRelease();
              }),
          new Word(
              "unix_gc",
              "",
              "Frees sockets that only each other's queues refer to.",
              a -> new UnixGc()));

  private SocketWords() {}

  private static Step send(Arguments a) throws BadValue {
    String file = a.file();
    a.word("over");
    return new Send(file, a.file());
  }

  /** {@code send F over S}: passes a reference to a file in a message, {@code SCM_RIGHTS}. */
  public record Send(String file, String socket) implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(SocketPaths.class).send(file, socket);
    }

    @Override
    public List<Effect> effects() {
      return List.of(
          new Effect.Uses(file),
          new Effect.Uses(socket),
          SocketPaths.WAITS_FOR_GC,
          new Effect.Sends(file, socket));
    }
  }

  /**
   * {@code unix_release}: drops the messages queued at the socket being closed, and the files in
   * them.
   */
  public record UnixRelease() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(SocketPaths.class).release();
    }

    @Override
    public List<Effect> effects() {
      return List.of(new Effect.Empties(Effect.Store.SOCKET_QUEUE), SocketPaths.UNIX_GC);
    }
  }

  /** {@code unix_gc}: frees sockets that only each other's queues refer to. */
  public record UnixGc() implements Step {
    @Override
    public boolean run(Calls task) {
      return task.the(SocketPaths.class).gc();
    }

    @Override
    public List<Effect> effects() {
      return List.of(SocketPaths.UNIX_GC);
    }
  }
}
