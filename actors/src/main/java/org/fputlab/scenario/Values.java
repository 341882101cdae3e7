package org.fputlab.scenario;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.KernelVersion;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.scenario.text.Quantity;

/** The kinds of values that keys take. Nothing is converted: a number in quotes is not a number. */
final class Values {

  /** Beyond this a double no longer counts by ones. */
  private static final double LAST_EXACT = 1L << 53;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*");

  private Values() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static String text(ConfigValue value) throws BadValue {
    if (value.unwrapped() instanceof String text) {
      return text.strip();
    }
    throw new BadValue("is not text", "");
  }

  static String name(ConfigValue value) throws BadValue {
    String text = text(value);
    if (!isName(text)) {
      throw new BadValue("is not a name", "Use letters, digits, - and _");
    }
    return text;
  }

  static boolean flag(ConfigValue value) throws BadValue {
    if (value.unwrapped() instanceof Boolean flag) {
      return flag;
    }
    throw new BadValue("is neither true nor false", "");
  }

  static Section.Reader<Long> whole(long least, long most) {
    return value -> {
      if (!(value.unwrapped() instanceof Number number)) {
        throw new BadValue("is not a whole number", range(least, most));
      }
      double real = number.doubleValue();
      if (Math.abs(real) >= Long.MAX_VALUE) {
        throw new BadValue("is out of range", range(least, most));
      }
      boolean isWhole = !(number instanceof Double) || isExact(real);
      if (!isWhole) {
        throw new BadValue("is not a whole number", range(least, most));
      }
      if (number.longValue() < least || number.longValue() > most) {
        throw new BadValue("is out of range", range(least, most));
      }
      return number.longValue();
    };
  }

  static Section.Reader<Integer> count(int least, int most) {
    Section.Reader<Long> whole = whole(least, most);
    return value -> Math.toIntExact(whole.read(value));
  }

  static Section.Reader<Double> real(double least, double most, String range) {
    return value -> {
      if (!(value.unwrapped() instanceof Number number)) {
        throw new BadValue("is not a number", range);
      }
      double real = number.doubleValue();
      if (!(real >= least && real <= most)) {
        throw new BadValue("is out of range", range);
      }
      return real;
    };
  }

  static long duration(ConfigValue value) throws BadValue {
    return Quantity.duration(scalar(value));
  }

  static long positiveDuration(ConfigValue value) throws BadValue {
    long nanos = duration(value);
    if (nanos == 0) {
      throw new BadValue("is not above zero", "");
    }
    return nanos;
  }

  static long size(ConfigValue value) throws BadValue {
    return Quantity.size(scalar(value));
  }

  static double interval(ConfigValue value) throws BadValue {
    return Quantity.interval(scalar(value));
  }

  /** A kernel release; as it is written, since 6.10 is not the number 6.1. */
  static KernelVersion kernelVersion(ConfigValue value) throws BadValue {
    String hint = "Write one from " + KernelVersion.FIRST + " to " + KernelVersion.LAST;
    String text =
        value.unwrapped() instanceof Number ? value.atKey("it").getString("it") : text(value);
    KernelVersion version;
    try {
      version = KernelVersion.parse(text);
    } catch (IllegalArgumentException bad) {
      throw new BadValue("is not a kernel release", hint);
    }
    if (version.compareTo(KernelVersion.FIRST) < 0 || version.compareTo(KernelVersion.LAST) > 0) {
      throw new BadValue("is a kernel release whose rules are not known here", hint);
    }
    return version;
  }

  /** One of some words, with what each stands for. */
  static <T> Section.Reader<T> oneOf(Map<String, T> words, String what) {
    return value -> {
      String word = text(value);
      T meaning = words.get(word);
      if (meaning == null) {
        throw new BadValue("unknown " + what, NearestWord.hint(word, words.keySet()));
      }
      return meaning;
    };
  }

  /** The name of something that the file declares elsewhere. */
  static Section.Reader<String> declared(Collection<String> names, String what) {
    return value -> {
      String name = text(value);
      Names.check(name, names, what);
      return name;
    };
  }

  static BadValue notASection(ConfigValue value) {
    String hint = value instanceof ConfigObject ? "" : "Write its keys in { }";
    return new BadValue("is not a section", hint);
  }

  /** The value as a problem shows it. */
  static String shown(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "{ ... }";
      case LIST -> "[ ... ]";
      case NULL -> "null";
      default -> String.valueOf(value.unwrapped());
    };
  }

  /** A number keeps its digits, so that a missing unit is what the user hears of. */
  static String scalar(ConfigValue value) throws BadValue {
    if (value.valueType() != ConfigValueType.STRING
        && value.valueType() != ConfigValueType.NUMBER) {
      throw new BadValue("is not a number with a unit", "");
    }
    return String.valueOf(value.unwrapped()).strip();
  }

  private static boolean isExact(double real) {
    return real == Math.rint(real) && Math.abs(real) < LAST_EXACT;
  }

  private static String range(long least, long most) {
    if (most == Long.MAX_VALUE) {
      return least == Long.MIN_VALUE
          ? "Write a whole number without quotes"
          : "Write a whole number from " + least + " up";
    }
    return "Write a whole number from " + least + " to " + most;
  }
}
