package org.fputlab.locks.steps;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.locks.Node;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockKey;
import org.fputlab.model.LockName;
import org.fputlab.model.NamedLocks;
import org.fputlab.model.Spelling;

/** What the things are called that steps take, wait for, and bring about, as nodes of the graph. */
final class Nodes {

  /** A free worker for a work item. */
  static final Node WORKERS = new Node(Node.Kind.POOL, "a free worker", "");

  /** That an item of a queue of work may be active. */
  static Node place(String queue) {
    return new Node(Node.Kind.POOL, "a place on " + queue, "");
  }

  /** What frozen tasks wait for, and who froze them has. */
  static final Node THAW_TASKS = new Node(Node.Kind.FLAG, "thaw_processes", "");

  /**
   * What who tries again waits for: whether it comes is no question of what these steps ask for.
   */
  static final Node SUCCESS = new Node(Node.Kind.FLAG, "the end of its retry", "");

  /** A free thread of nfsd. */
  static final Node NFSD = new Node(Node.Kind.POOL, "a free nfsd thread", "");

  /** The one thread of lockd, when it is free. */
  static final Node LOCKD = new Node(Node.Kind.POOL, "lockd's thread", "");

  private final KernelSpec spec;

  Nodes(KernelSpec spec) {
    this.spec = spec;
  }

  static boolean isFreezeLevel(LockName lock) {
    return NamedLocks.FREEZE_LEVELS.contains(lock.word());
  }

  /** Which locks a step may mean: a file by its number is any without a name. */
  static Set<LockName> which(LockName lock, Set<FileKind> files) {
    if (lock.isOfAnEventpoll()) {
      return Set.of(LockName.ANY_EVENTPOLL);
    }
    if (!lock.isNumbered()) {
      return Set.of(lock);
    }
    Set<LockName> some = new LinkedHashSet<>();
    for (FileKind file : files) {
      if (file.inode().isEmpty()) {
        some.add(new LockName(lock.word(), file.instance()));
      }
    }
    return some;
  }

  /** A lock that a step takes by this word; a freeze level as those wait for it who start there. */
  Node lock(LockName lock, String word) {
    Node.Kind kind = word.startsWith("mutex") ? Node.Kind.MUTEX : Node.Kind.RWSEM;
    return named(isFreezeLevel(lock) ? Node.Kind.FREEZE : kind, LockKey.of(lock).name(), lock);
  }

  /** Those who have started a change there, for whom a freeze waits. */
  static Node changes(LockName level) {
    return new Node(Node.Kind.RWSEM, level.word(), "changes under " + level);
  }

  /** The levels of a superblock, by its mount. */
  static List<LockName> levels(String mount) {
    return NamedLocks.FREEZE_LEVELS.stream().map(level -> new LockName(level, mount)).toList();
  }

  static Node thaw(String mount) {
    return new Node(Node.Kind.FREEZE, "thaw_super", "thaw of " + mount);
  }

  static Node flag(LockName flag) {
    return named(Node.Kind.FLAG, flag.word(), flag);
  }

  static Node unit(LockName semaphore) {
    return named(Node.Kind.SEMAPHORE, semaphore.word(), semaphore);
  }

  static Node completion(String name) {
    return new Node(Node.Kind.COMPLETION, Spelling.completion(name), "");
  }

  static Node work(String name) {
    return new Node(Node.Kind.WORK, Spelling.work(name), "");
  }

  static Node queue(String name) {
    return new Node(Node.Kind.QUEUE, Spelling.queue(name), "");
  }

  /** What a caller waits for: where calls of this name have steps of their own, of just these. */
  static Node reply(KernelSpec.Server server, String call) {
    String to = server.operations().containsKey(call) ? " to " + call : "";
    return new Node(Node.Kind.REPLY, "reply of " + server.name() + to, "");
  }

  /** A free thread of whoever serves it. */
  static Node pool(KernelSpec.Server server) {
    return server.nfsd() ? NFSD : new Node(Node.Kind.POOL, "a free thread of " + server.name(), "");
  }

  /** The end of a thread, by its name or its group's: many alike are one. */
  Node thread(String name) {
    return new Node(Node.Kind.THREAD, Spelling.thread(group(name)), "");
  }

  private String group(String thread) {
    boolean isTask = spec.tasks().stream().anyMatch(task -> task.name().equals(thread));
    return isTask ? thread : thread.replaceFirst("-\\d+$", "");
  }

  private static Node named(Node.Kind kind, String lockClass, LockName lock) {
    String instance = lock.toString();
    return new Node(kind, lockClass, instance.equals(lockClass) ? "" : instance);
  }
}
