package org.fputlab.kernellog;

import java.util.List;
import org.fputlab.engine.Resource;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * What one task waits for, who has it, and how that is known.
 *
 * @param task the task
 * @param cause what its stack says
 * @param kind what supervisors may conclude from it
 * @param what its name, as part of a sentence
 * @param lock the lock as lockdep lists it, or null
 * @param holders who has it or could end it; of all of them it is waited for
 * @param knownBy how both are known
 * @param maybe others of whom one may have it, which the log does not tell apart
 */
public record SeenWait(
    SeenTask task,
    WaitCause cause,
    Resource.Kind kind,
    String what,
    @Nullable PrintedLock lock,
    List<SeenTask> holders,
    KnownBy knownBy,
    List<SeenTask> maybe) {

  /** The name by which it is told from every other thing that somebody waits for. */
  String key() {
    String end = lock == null ? "" : lock.address();
    return switch (kind) {
      case THREAD -> what + " " + holders.get(0).name();
      case MUTEX, RWSEM ->
          lock == null && !holders.isEmpty() ? what + " of " + holders.get(0).name() : what + end;
      default -> what;
    };
  }

  /** The same as a node of a graph of locks. */
  Node node() {
    Node.Kind of =
        switch (kind) {
          case MUTEX -> Node.Kind.MUTEX;
          case RWSEM -> Node.Kind.RWSEM;
          case WORK -> Node.Kind.WORK;
          case THREAD -> Node.Kind.THREAD;
          default -> Node.Kind.LOCK;
        };
    return new Node(of, what, key());
  }

  /** What it takes for granted, as a sentence. */
  public String claim() {
    String who = names();
    return switch (cause.role()) {
      case "daemon" -> "the " + what + " that " + task.name() + " waits for is " + who;
      case "child" -> "what " + task.name() + " waits for is the end of its child " + who;
      case "inode" ->
          "the inode that " + task.name() + " waits for is the one that " + who + " evicts";
      case "work" -> what + " is run by " + who;
      case "thread" -> "the thread that " + task.name() + " stops is " + who;
      default -> what + " is held by " + who;
    };
  }

  /** The wait and who could end it, as a sentence. */
  public String sentence(String age, String in) {
    String who = holders.contains(task) ? "it itself" : names();
    String has =
        switch (cause.role()) {
          case "daemon" -> "the " + what + " " + who;
          case "child" -> "the end of its child " + who;
          case "inode" -> "an inode that " + who + " evicts";
          case "work" -> what + ", which " + who + " runs";
          case "thread" -> "the end of the thread " + who;
          default -> what + ", which " + who + " has";
        };
    return task.name() + " waits" + age + " for " + has + in + " (" + knownBy.word() + ")";
  }

  private String names() {
    List<String> names = holders.stream().map(SeenTask::name).limit(NAMED).toList();
    return String.join(", ", names) + (holders.size() > NAMED ? " and others" : "");
  }

  private static final int NAMED = 4;
}
