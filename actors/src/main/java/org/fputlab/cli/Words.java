package org.fputlab.cli;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Mix;
import org.fputlab.explore.ScheduleFile;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.observed.Caller;
import org.fputlab.scenario.observed.Hints;
import org.fputlab.scenario.text.NearestWord;
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

  private static final int GREATEST_PORT = 65_535;

  private Words() {}

  /** A close policy by the name that scenario files use. */
  static final class Policy implements ITypeConverter<ClosePolicy>, Iterable<String> {
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

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }

    static List<String> names() {
      return Arrays.stream(ClosePolicy.values()).map(ClosePolicy::word).toList();
    }
  }

  /** How schedules are chosen. */
  static final class Strategy implements ITypeConverter<Mix> {
    @Override
    public Mix convert(String word) {
      List<String> known = Arrays.stream(Mix.values()).map(Mix::word).toList();
      return Mix.of(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no strategy.%s Known: %s"
                          .formatted(
                              word, NearestWord.question(word, known), String.join(", ", known))));
    }
  }

  /** How far timers bind a schedule. */
  static final class HowTimed implements ITypeConverter<Timing> {
    @Override
    public Timing convert(String word) {
      return Arrays.stream(Timing.values())
          .filter(timing -> ScheduleFile.word(timing).equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no timing. Known: any, drawn".formatted(word)));
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
      if (nanos.signum() == 0) {
        throw new TypeConversionException(
            "'%s' is no duration: it must be above zero".formatted(word));
      }
      if (nanos.stripTrailingZeros().scale() > 0) {
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

  /** Events a second, from a number by a unit of time. */
  static final class Rate implements ITypeConverter<Double> {
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)/(s|m|h)");
    private static final double SECOND = 1e9;

    @Override
    public Double convert(String word) {
      Matcher matcher = RATE.matcher(word.strip());
      double rate = 0;
      if (matcher.matches()) {
        double each = SECOND / Objects.requireNonNull(UNITS.get(matcher.group(2)));
        rate = Double.parseDouble(matcher.group(1)) * each;
      }
      if (rate <= 0) {
        throw new TypeConversionException(
            "'%s' is no rate. A number by a unit of time (s, m, h), as in 500/s".formatted(word));
      }
      return rate;
    }
  }

  /** Who ran last closes. */
  static final class Closer implements ITypeConverter<Caller> {
    private static final Map<String, Caller> KNOWN =
        Map.of("delayed_fput", Caller.WORKER, "nfsd", Caller.NFSD, "task", Caller.USER);
    private static final List<String> WORDS = List.of("delayed_fput", "nfsd", "task");

    @Override
    public Caller convert(String word) {
      Caller caller = KNOWN.get(word);
      if (caller == null) {
        throw new TypeConversionException(
            "'%s' closes nothing.%s Known: %s"
                .formatted(word, NearestWord.question(word, WORDS), String.join(", ", WORDS)));
      }
      return caller;
    }
  }

  /** How many processors. */
  static final class Cpus implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      return upTo(Hints.MOST_CPUS, word, "processors");
    }
  }

  /** How many threads of nfsd. */
  static final class Threads implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      return upTo(Hints.MOST_THREADS, word, "threads");
    }
  }

  private static int upTo(int most, String word, String what) {
    int number = word.matches("\\d{1,6}") ? Integer.parseInt(word) : 0;
    if (number < 1 || number > most) {
      throw new TypeConversionException(
          "'%s' is no number of %s. A whole number from 1 to %d".formatted(word, what, most));
    }
    return number;
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
    @Override
    public Integer convert(String word) {
      return port(1, word);
    }
  }

  /** A TCP port to listen at; 0 is any that is free. */
  static final class ListeningPort implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      return port(0, word);
    }
  }

  private static int port(int least, String word) {
    int number = word.matches("\\d{1,5}") ? Integer.parseInt(word) : -1;
    if (number < least || number > GREATEST_PORT) {
      throw new TypeConversionException(
          "'%s' is no port. A whole number from %d to %d".formatted(word, least, GREATEST_PORT));
    }
    return number;
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
