package org.fputlab.engine;

import akka.actor.Terminated;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * What mailboxes and cores need to know of each message's class. It is looked up by the class's
 * identity and made where it is not found: before JDK 23 a test for an interface that fails, and a
 * class's name, cost more than that at every message.
 */
final class MessageKind {

  /** Each class has one place; one that shares it with another is made again and again. */
  private static final @Nullable MessageKind[] KINDS = new @Nullable MessageKind[2048];

  private final Class<?> type;
  private final boolean passes;
  private final int nameHash;
  private final @Nullable MethodHandle content;

  private MessageKind(Class<?> type) {
    this.type = type;
    this.passes = Ungated.class.isAssignableFrom(type) || type == Terminated.class;
    this.nameHash = type.getName().hashCode();
    this.content = MessageContent.of(type);
  }

  static MessageKind of(Object message) {
    Class<?> type = message.getClass();
    int place = type.hashCode() & (KINDS.length - 1);
    MessageKind kind = KINDS[place];
    if (kind == null || kind.type != type) {
      kind = new MessageKind(type);
      KINDS[place] = kind;
    }
    return kind;
  }

  /**
   * Whether a closed gate lets it through: an answer, or the end of a watched actor, of which its
   * owner must hear.
   */
  boolean passesGates() {
    return passes;
  }

  /** A hash of the class's name, the same in every run. */
  int nameHash() {
    return nameHash;
  }

  /** What a message of this class says besides, the same in every run. */
  long content(Object message) {
    return MessageContent.read(content, message);
  }
}
