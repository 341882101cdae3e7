package org.fputlab.cli;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.NearestWord;
import org.fputlab.scenario.observed.Hints;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options, from words to what they mean. */
final class Words {

  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)");

  private static final long LONGEST_NANOS = 366L * 24 * 3600 * 1_000_000_000L;

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Words() {}

  /** A close policy by the name that scenario files use. */
  static final class Policy implements ITypeConverter<ClosePolicy> {
    @Override
    public ClosePolicy convert(String word) {
      List<String> known = names();
      if (!known.contains(word)) {
        throw new TypeConversionException(
            "'%s' is no close policy.%s Known: %s"
                .formatted(word, NearestWord.question(word, known), String.join(", ", known)));
      }
      return ClosePolicy.of(word);
    }

    static List<String> names() {
      return Arrays.stream(ClosePolicy.values()).map(ClosePolicy::word).toList();
    }
  }

  /** A duration with its unit, in nanoseconds. */
  static final class Duration implements ITypeConverter<Long> {
    @Override
    public Long convert(String word) {
      Matcher matcher = DURATION.matcher(word.strip());
      if (!matcher.matches() || !UNITS.containsKey(matcher.group(2))) {
        throw new TypeConversionException(
            "'%s' is no duration. A number and a unit (ns, us, ms, s, m, h), as in 30s"
                .formatted(word));
      }
      BigDecimal unit = BigDecimal.valueOf(UNITS.get(matcher.group(2)));
      BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(unit);
      if (nanos.stripTrailingZeros().scale() > 0 || nanos.signum() == 0) {
        throw new TypeConversionException("'%s' is no whole number of nanoseconds".formatted(word));
      }
      if (nanos.compareTo(BigDecimal.valueOf(LONGEST_NANOS)) > 0) {
        throw new TypeConversionException("'%s' is longer than a year".formatted(word));
      }
      return nanos.longValueExact();
    }
  }

  /** How fast a live run goes. */
  static final class Speed implements ITypeConverter<Double> {
    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1000;

    @Override
    public Double convert(String word) {
      double speed = Double.NaN;
      try {
        speed = Double.parseDouble(word.strip());
      } catch (NumberFormatException e) {
        // Refused below, as what is too slow or too fast is.
      }
      if (!(speed >= SLOWEST && speed <= FASTEST)) {
        throw new TypeConversionException(
            "'%s' is no speed. A number from 0.001 to 1000, as in 10".formatted(word));
      }
      return speed;
    }
  }

  /** A unit of time, in nanoseconds. */
  static final class Unit implements ITypeConverter<Long> {
    private static final List<String> KNOWN = List.of("ns", "us", "ms", "s");

    @Override
    public Long convert(String word) {
      Long nanos = KNOWN.contains(word) ? UNITS.get(word) : null;
      if (nanos == null) {
        throw new TypeConversionException(
            "'%s' is no unit of time. Known: %s".formatted(word, String.join(", ", KNOWN)));
      }
      return nanos;
    }
  }

  /** A kernel function whose durations say something of a close. */
  static final class Function implements ITypeConverter<String> {
    @Override
    public String convert(String word) {
      if (!Hints.isOfAClose(word)) {
        throw new TypeConversionException(
            "'%s' is no function of a close.%s Known: %s"
                .formatted(
                    word,
                    NearestWord.question(word, Hints.functions()),
                    String.join(", ", Hints.functions())));
      }
      return word;
    }
  }

  /** A seed. */
  static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String word) {
      try {
        return Long.valueOf(word.strip());
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'%s' is no seed. A whole number of at most 64 bits, as in 7".formatted(word));
      }
    }
  }

  /** A TCP port. */
  static final class Port implements ITypeConverter<Integer> {

    private static final int GREATEST = 65_535;

    @Override
    public Integer convert(String word) {
      if (!word.matches("\\d{1,5}") || Integer.parseInt(word) > GREATEST || word.matches("0+")) {
        throw new TypeConversionException(
            "'%s' is no port. A whole number from 1 to %d".formatted(word, GREATEST));
      }
      return Integer.valueOf(word);
    }
  }

  /** The number of a fault in a live run, with or without the {@code #} that it is printed with. */
  static final class FaultNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      if (!word.matches("#?\\d{1,9}")) {
        throw new TypeConversionException(
            "'%s' is no number of a fault. fputlab faults lists them".formatted(word));
      }
      return Integer.valueOf(word.replace("#", ""));
    }
  }
}
