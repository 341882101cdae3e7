package org.fputlab.scenario.observed;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a line was written, as {@code date} and its like print it.
 *
 * @param clock what kind of time it is: two kinds cannot be compared
 * @param nanos since that clock's beginning
 */
record Stamp(Clock clock, long nanos) {

  /** Kinds of time. */
  enum Clock {
    /** Seconds since a boot or since 1970. */
    SECONDS,
    /** The time of day. */
    DAY,
    /** Date and time. */
    DATE,
    /** One after another, as far apart as the user says. */
    COUNTED
  }

  static final long DAY_NANOS = 24 * 3600 * 1_000_000_000L;

  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");
  private static final Pattern NANOSECONDS = Pattern.compile("\\d{19}");
  private static final Pattern DAY = Pattern.compile("\\d\\d:\\d\\d:\\d\\d([.,]\\d{1,9})?");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d([.,]\\d{1,9})?( ?([+-]\\d\\d:?\\d\\d|Z))?");

  /** As {@code date} prints it, and {@code ts}, which leaves out the year. */
  private static final Pattern SPOKEN =
      Pattern.compile(
          "(?:[A-Z][a-z]{2},? +)?(?<month>[A-Z][a-z]{2}) +(?<day>\\d{1,2}) +(?<time>\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?)"
              + "(?: +(?<half>[AP]M))?(?: +[A-Z]{2,5})?(?: +(?<year>\\d{4}))?");

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Where none is said: one with a 29 February. */
  private static final String SOME_YEAR = "2000";

  private static final Pattern SHORT_ZONE = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");

  /** Reads {@code text}; null if it is no time. */
  static @Nullable Stamp of(String text) {
    String plain = text.strip().replaceFirst("^\\[\\s*(.*)]$", "$1").replace(',', '.');
    try {
      if (SECONDS.matcher(plain).matches()) {
        return new Stamp(Clock.SECONDS, seconds(plain));
      }
      if (NANOSECONDS.matcher(plain).matches()) {
        return new Stamp(Clock.SECONDS, Long.parseLong(plain));
      }
      if (DAY.matcher(plain).matches()) {
        return new Stamp(Clock.DAY, ofDay(plain));
      }
      if (DATE.matcher(plain).matches()) {
        return new Stamp(Clock.DATE, ofDate(plain));
      }
      Matcher spoken = SPOKEN.matcher(plain);
      return spoken.matches() ? new Stamp(Clock.DATE, ofSpoken(spoken)) : null;
    } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
      return null;
    }
  }

  /** A decimal number of seconds in nanoseconds. */
  static long seconds(String number) {
    return new BigDecimal(number).movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static long ofDay(String time) {
    return LocalTime.parse(time).toNanoOfDay();
  }

  private static long ofSpoken(Matcher spoken) {
    String year = spoken.group("year") == null ? SOME_YEAR : spoken.group("year");
    LocalDate day =
        LocalDate.of(
            Integer.parseInt(year),
            MONTHS.indexOf(spoken.group("month")) + 1,
            Integer.parseInt(spoken.group("day")));
    LocalTime time = LocalTime.parse(spoken.group("time"));
    if (spoken.group("half") != null) {
      time = time.withHour(time.get(ChronoField.CLOCK_HOUR_OF_AMPM) % 12);
      time = "PM".equals(spoken.group("half")) ? time.plusHours(12) : time;
    }
    return nanos(day.atTime(time).atOffset(ZoneOffset.UTC));
  }

  private static long ofDate(String text) {
    String iso =
        SHORT_ZONE
            .matcher(text)
            .replaceFirst("$1:$2")
            .replaceFirst(" (?=[-+Z])", "")
            .replace(' ', 'T');
    boolean zoned = iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)");
    OffsetDateTime date =
        zoned ? OffsetDateTime.parse(iso) : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
    return nanos(date);
  }

  private static long nanos(OffsetDateTime date) {
    long second = date.toEpochSecond();
    return Math.addExact(
        Math.multiplyExact(second, 1_000_000_000L), date.get(ChronoField.NANO_OF_SECOND));
  }
}
