package org.fputlab.explore;

import org.fputlab.engine.Resource;
import org.fputlab.locks.Node;
import org.fputlab.model.LockName;

/**
 * Which of the things that the steps speak of is meant by one that a run shows. Files of a mount
 * without a name are one to the steps, and so are eventpolls; and those who have started a change
 * are one thing, those who may not start another.
 */
final class NodeOfRun {

  private NodeOfRun() {}

  static boolean is(Node told, Resource seen) {
    return seen.kind().isLock() ? isLock(told, seen.name()) : isAlike(told, seen);
  }

  private static boolean isLock(Node told, String name) {
    return told.name().equals(name)
        || told.name().equals("changes under " + name)
        || isOneOfMany(told.name(), name);
  }

  private static boolean isOneOfMany(String told, String name) {
    if (told.equals(LockName.ANY_EVENTPOLL.toString())) {
      return name.startsWith(LockName.ANY_EVENTPOLL.word() + "(");
    }
    int instance = name.indexOf("(file ");
    return instance > 0 && told.startsWith(name.substring(0, instance) + "(a file of ");
  }

  /** Servers' calls and pools are told apart by their kind alone. */
  private static boolean isAlike(Node told, Resource seen) {
    return switch (seen.kind()) {
      case SERVER -> told.kind() == Node.Kind.REPLY;
      case POOL -> told.kind() == Node.Kind.POOL;
      case FLAG -> told.kind() == Node.Kind.FREEZE || told.name().equals(seen.name());
      case WORK -> told.kind() == Node.Kind.QUEUE || told.name().equals(seen.name());
      case THREAD ->
          told.name().equals(seen.name().replaceFirst("-\\d+$", ""))
              || told.name().equals(seen.name());
      default -> told.name().equals(seen.name());
    };
  }
}
