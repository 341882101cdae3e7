package org.fputlab.engine;

import akka.actor.typed.ActorRef;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a message says besides its class, as a number that is the same in every run: its record's
 * numbers, words and constants, those of records in it, and the names of what has one.
 *
 * <p>Whatever else it holds does not count, as its hash code may be that of its place in memory:
 * references to actors above all. Of one class all is put together once, as a handle that the
 * virtual machine compiles; at each message only that is called.
 */
@SuppressWarnings("UnusedMethod") // they are called by handles
final class MessageContent {

  /** How what has a name tells it. */
  private static final List<String> NAMES = List.of("name", "function");

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType MADE = MethodType.methodType(long.class, Object.class);

  private static final MethodHandle MIX = own("mix", long.class, long.class);
  private static final MethodHandle OF_DOUBLE = own("ofDouble", double.class);
  private static final MethodHandle OF_FLAG = own("ofFlag", boolean.class);
  private static final MethodHandle OF_CONSTANT = own("ofConstant", Enum.class);
  private static final MethodHandle OF_VALUE = own("ofValue", Object.class);
  private static final MethodHandle OF_NAME = own("ofName", String.class);
  private static final MethodHandle NOTHING = MethodHandles.constant(long.class, 0L);
  private static final MethodHandle IS_THERE =
      own("isThere", MethodType.methodType(boolean.class, Object.class));
  private static final MethodHandle OF_MESSAGE = own("ofMessage", Object.class);

  private MessageContent() {}

  /**
   * How the messages of a class are read; none where such a message says nothing besides its class.
   */
  static @Nullable MethodHandle of(Class<?> type) {
    if (Enum.class.isAssignableFrom(type)) {
      return OF_CONSTANT.asType(MADE);
    }
    if (!type.isRecord()) {
      return null;
    }
    MethodHandle whole = null;
    for (RecordComponent component : type.getRecordComponents()) {
      MethodHandle part = part(type, component);
      if (part != null) {
        whole = whole == null ? part : both(whole, part);
      }
    }
    return whole;
  }

  /** What this message says; nothing where its class says nothing. */
  static long read(@Nullable MethodHandle content, Object message) {
    if (content == null) {
      return 0;
    }
    try {
      return (long) content.invokeExact(message);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MethodHandle both(MethodHandle whole, MethodHandle part) {
    MethodHandle mixed = MethodHandles.filterArguments(MIX, 0, whole, part);
    return MethodHandles.permuteArguments(mixed, MADE, 0, 0);
  }

  private static @Nullable MethodHandle part(Class<?> record, RecordComponent component) {
    MethodHandle number = number(component);
    if (number == null) {
      return null;
    }
    MethodHandle get = getter(record, component);
    MethodHandle as = number.asType(MethodType.methodType(long.class, component.getType()));
    return MethodHandles.filterReturnValue(get, as).asType(MADE);
  }

  private static MethodHandle getter(Class<?> record, RecordComponent component) {
    try {
      return MethodHandles.privateLookupIn(record, LOOKUP).unreflect(component.getAccessor());
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }

  /** How a component becomes a number; none where its type tells nothing that lasts. */
  private static @Nullable MethodHandle number(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return OF_FLAG;
    } else if (type == double.class) {
      return OF_DOUBLE;
    } else if (type.isPrimitive()) {
      return MethodHandles.identity(long.class);
    } else if (ActorRef.class.isAssignableFrom(type)) {
      return null;
    } else if (type.isEnum()) {
      return OF_CONSTANT;
    } else if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return holdsValues(component.getGenericType()) ? OF_VALUE : null;
    }
    MethodHandle name = name(type);
    if (name != null) {
      return name;
    } else if (type.isRecord() || type.isInterface()) {
      return OF_MESSAGE;
    }
    return hasValue(type) ? OF_VALUE : null;
  }

  /** A part of the machine is known by its name, whatever it is made of. */
  private static @Nullable MethodHandle name(Class<?> type) {
    for (String called : NAMES) {
      try {
        Method method = type.getMethod(called);
        MethodHandle get = MethodHandles.privateLookupIn(type, LOOKUP).unreflect(method);
        MethodHandle read = MethodHandles.filterReturnValue(get, OF_NAME);
        MethodType takes = read.type();
        MethodHandle none = MethodHandles.dropArguments(NOTHING, 0, type);
        return MethodHandles.guardWithTest(
            IS_THERE.asType(takes.changeReturnType(boolean.class)), read, none);
      } catch (NoSuchMethodException unnamed) {
        // then by its next name
      } catch (IllegalAccessException closed) {
        throw new IllegalStateException(closed);
      }
    }
    return null;
  }

  private static boolean holdsValues(Type collection) {
    return collection instanceof ParameterizedType of
        && Stream.of(of.getActualTypeArguments())
            .allMatch(each -> each == String.class || each == Integer.class || each == Long.class);
  }

  /** Whether a class has a hash code of its value in place of that which tells objects apart. */
  private static boolean hasValue(Class<?> type) {
    try {
      return type.getMethod("hashCode").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MethodHandle own(String name, Class<?>... takes) {
    return own(name, MethodType.methodType(long.class, takes));
  }

  private static MethodHandle own(String name, MethodType type) {
    try {
      return LOOKUP.findStatic(MessageContent.class, name, type);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static long mix(long one, long other) {
    return (one * PRIME) ^ other;
  }

  private static long ofDouble(double number) {
    return Double.doubleToLongBits(number);
  }

  private static long ofFlag(boolean flag) {
    return flag ? 1 : 2;
  }

  @SuppressWarnings("EnumOrdinal") // is the same in every run of a version
  private static long ofConstant(@Nullable Enum<?> constant) {
    return constant == null ? 0 : constant.ordinal() + 1;
  }

  private static long ofValue(@Nullable Object value) {
    return value == null ? 0 : value.hashCode();
  }

  private static long ofName(@Nullable String name) {
    return name == null ? 0 : name.hashCode();
  }

  private static long ofMessage(@Nullable Object message) {
    if (!(message instanceof Record) && !(message instanceof Enum)) {
      return 0;
    }
    MessageKind kind = MessageKind.of(message);
    return kind.nameHash() + kind.content(message);
  }

  private static boolean isThere(@Nullable Object what) {
    return what != null;
  }
}
