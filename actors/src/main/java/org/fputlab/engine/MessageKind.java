package org.fputlab.engine;

import akka.actor.Terminated;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * What mailboxes and cores need to know of each message's class. It is looked up by the class's
 * identity and made where it is not found: before JDK 23 a test for an interface that fails, and a
 * class's name, cost more than that at every message.
 */
public final class MessageKind {

  /** As many classes are kept at first; the table is never more than half full. */
  private static final int FIRST_ROOM = 2048;

  /** A class stands in the first free place from the one that its identity gives. */
  private static volatile @Nullable MessageKind[] kinds = new @Nullable MessageKind[FIRST_ROOM];

  private static int made;

  private final Class<?> type;
  private final int number;
  private final boolean akkas;
  private final boolean passes;
  private final boolean foreseen;
  private final int nameHash;
  private final @Nullable MethodHandle content;

  private MessageKind(Class<?> type, int number) {
    this.type = type;
    this.number = number;
    this.akkas = type.getName().startsWith("akka.");
    this.passes = Ungated.class.isAssignableFrom(type) || type == Terminated.class;
    this.foreseen = Foreseen.class.isAssignableFrom(type);
    this.nameHash = type.getName().hashCode();
    this.content = MessageContent.of(type);
  }

  /** The kind of this message. */
  public static MessageKind of(Object message) {
    Class<?> type = message.getClass();
    MessageKind known = find(kinds, type);
    return known == null ? make(type) : known;
  }

  private static @Nullable MessageKind find(@Nullable MessageKind[] among, Class<?> type) {
    int last = among.length - 1;
    for (int place = type.hashCode() & last; ; place = (place + 1) & last) {
      MessageKind kind = among[place];
      if (kind == null || kind.type == type) {
        return kind;
      }
    }
  }

  private static synchronized MessageKind make(Class<?> type) {
    MessageKind known = find(kinds, type);
    if (known != null) {
      return known;
    }
    MessageKind fresh = new MessageKind(type, made++);
    int room = 2 * made > kinds.length ? 2 * kinds.length : kinds.length;
    @Nullable MessageKind[] all = new @Nullable MessageKind[room];
    for (MessageKind kind : kinds) {
      if (kind != null) {
        enter(kind, all);
      }
    }
    enter(fresh, all);
    kinds = all;
    return fresh;
  }

  private static void enter(MessageKind kind, @Nullable MessageKind[] into) {
    int last = into.length - 1;
    int place = kind.type.hashCode() & last;
    while (into[place] != null) {
      place = (place + 1) & last;
    }
    into[place] = kind;
  }

  Class<?> type() {
    return type;
  }

  /** Its place among the classes that this program has met so far: another in every run of it. */
  int number() {
    return number;
  }

  /** Whether it is Akka's own, which Akka itself has to handle. */
  boolean isAkkas() {
    return akkas;
  }

  /**
   * Whether a closed gate lets it through: an answer, or the end of a watched actor, of which its
   * owner must hear.
   */
  boolean passesGates() {
    return passes;
  }

  /** Whether it is {@link Foreseen}. */
  boolean isForeseen() {
    return foreseen;
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
