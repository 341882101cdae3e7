package org.fputlab.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as everything writes them: three digits, thousands apart, always with their unit. What is
 * no number, or has no bound, is a dash: a quotient of which nothing stands below the line.
 *
 * <p>The page has the same rules in {@code web/words.js}; one table of examples holds both.
 */
public final class Figures {

  /** What stands where there is nothing to measure. */
  public static final String NONE = "-";

  private static final double SECOND = 1e9;
  private static final double KIBI = 1024;
  private static final String[] UNITS = {"ns", "us", "ms", "s"};
  private static final String[] MULTIPLES = {"", "k", "M", "G"};
  private static final int DIGITS = 3;
  private static final int FEW_DIGITS = 2;

  /** What is longer than seconds: from how many seconds on, of how many seconds each. */
  private enum Longer {
    DAYS(172_800, 86_400, "days"),
    HOURS(7200, 3600, "h"),
    MINUTES(600, 60, "min");

    private final double from;
    private final double seconds;
    private final String word;

    Longer(double from, double seconds, String word) {
      this.from = from;
      this.seconds = seconds;
      this.word = word;
    }
  }

  private Figures() {}

  /** A measured duration at three digits, as in {@code 1.20 ms}. */
  public static String duration(double nanos) {
    return measured(nanos, DIGITS, " ", false);
  }

  /** The same of a whole number. */
  public static String duration(long nanos) {
    return duration((double) nanos);
  }

  /** A duration at three digits without zeros that say nothing, as in {@code 1.2 ms}. */
  public static String plainDuration(double nanos) {
    return measured(nanos, DIGITS, " ", true);
  }

  /** The same of a whole number. */
  public static String plainDuration(long nanos) {
    return plainDuration((double) nanos);
  }

  /** A measured duration at two digits for a narrow column, as in {@code 1.2ms}. */
  public static String shortDuration(double nanos) {
    return measured(nanos, FEW_DIGITS, "", false);
  }

  /** The same of a whole number. */
  public static String shortDuration(long nanos) {
    return shortDuration((double) nanos);
  }

  private static String measured(double nanos, int digits, String gap, boolean plain) {
    if (!Double.isFinite(nanos)) {
      return NONE;
    }
    double size = Math.abs(nanos);
    int unit = 0;
    while (unit < UNITS.length - 1 && size >= 999.5) {
      size /= 1000;
      unit++;
    }
    double value = Math.copySign(size, nanos);
    if (unit == 0) {
      return fixed(value, 0) + gap + UNITS[0];
    }
    for (Longer longer : unit == UNITS.length - 1 ? Longer.values() : new Longer[0]) {
      if (size >= longer.from) {
        return digits(value / longer.seconds, digits, plain) + gap + longer.word;
      }
    }
    return digits(value, digits, plain) + gap + UNITS[unit];
  }

  /**
   * A duration that somebody chose, exactly and as scenario files write it, as in {@code 1500ms}.
   */
  public static String exactDuration(long nanos) {
    long unit = (long) SECOND;
    int name = UNITS.length - 1;
    while (nanos % unit != 0) {
      unit /= 1000;
      name--;
    }
    return nanos / unit + UNITS[name];
  }

  /** A count with thousands apart, as in {@code 30,000,000}. */
  public static String count(double count) {
    return Double.isFinite(count) ? fixed(count, 0) : NONE;
  }

  /** The same of a whole number. */
  public static String count(long count) {
    return count((double) count);
  }

  /** A count in at most seven characters, as in {@code 99,999} or {@code 30.1M}. */
  public static String shortCount(double count) {
    if (!Double.isFinite(count)) {
      return NONE;
    }
    if (Math.abs(count) < 99_999.5) {
      return fixed(count, 0);
    }
    double value = count;
    int multiple = 0;
    while (multiple < MULTIPLES.length - 1 && Math.abs(value) >= 999.5) {
      value /= 1000;
      multiple++;
    }
    return digits(value, DIGITS, false) + MULTIPLES[multiple];
  }

  /** The same of a whole number. */
  public static String shortCount(long count) {
    return shortCount((double) count);
  }

  /**
   * So many per second: a short count; two digits where those are few, so that one in a minute is
   * not none.
   */
  public static String rate(double perSecond) {
    if (!Double.isFinite(perSecond)) {
      return NONE;
    }
    return perSecond == 0 || Math.abs(perSecond) >= 9.95
        ? shortCount(perSecond)
        : significant(perSecond, FEW_DIGITS).toPlainString();
  }

  /** A change per second with its sign, as in {@code +1,000}. */
  public static String growth(double perSecond) {
    if (!Double.isFinite(perSecond)) {
      return NONE;
    }
    boolean none = Math.abs(perSecond) < 0.5;
    return none ? "0" : (perSecond > 0 ? "+" : "") + shortCount(perSecond);
  }

  /** So many times as much, as in {@code 10}, {@code 6.3} or {@code 0.001}. */
  public static String factor(double factor) {
    if (!Double.isFinite(factor)) {
      return NONE;
    }
    return Math.abs(factor) >= 0.995 || factor == 0
        ? plain(factor)
        : significant(factor, DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A part in percent, as in {@code 37%}; two digits more of nearly all, which is not all. */
  public static String percent(double part) {
    double percent = 100 * part;
    if (!Double.isFinite(percent)) {
      return NONE;
    }
    double size = Math.abs(percent);
    boolean nearlyAll = size >= 99.5 && size < 100;
    double shown = nearlyAll ? Math.min(size, 99.99) : size;
    return fixed(Math.copySign(shown, percent), nearlyAll ? 2 : 0) + "%";
  }

  /** A size of memory, as in {@code 26 MiB}. */
  public static String bytes(double bytes) {
    if (!Double.isFinite(bytes)) {
      return NONE;
    }
    double size = Math.abs(bytes);
    if (size < KIBI) {
      return fixed(bytes, 0) + " bytes";
    }
    return size < KIBI * KIBI ? plain(bytes / KIBI) + " KiB" : plain(bytes / KIBI / KIBI) + " MiB";
  }

  /** The same of a whole number. */
  public static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  /** A number to three digits, or two behind the point, without zeros that say nothing. */
  public static String plain(double number) {
    return Double.isFinite(number) ? digits(number, DIGITS, true) : NONE;
  }

  /** A number with this many digits behind the point, and thousands apart. */
  public static String fixed(double number, int places) {
    if (!Double.isFinite(number)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%,." + places + "f", number);
    boolean isNone = text.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
    return isNone && text.startsWith("-") ? text.substring(1) : text;
  }

  /** So many per second of this time; not a number where no time has passed. */
  public static double perSecond(double count, double nanos) {
    return nanos == 0 ? Double.NaN : count * SECOND / nanos;
  }

  /** The same of whole numbers. */
  public static double perSecond(long count, long nanos) {
    return perSecond((double) count, (double) nanos);
  }

  private static String digits(double value, int digits, boolean plain) {
    double size = Math.abs(value);
    int places = digits - 1;
    for (double limit = 10; places > 0 && size + Math.pow(10, -places) / 2 >= limit; limit *= 10) {
      places--;
    }
    String text = fixed(value, places);
    return plain && places > 0 ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static BigDecimal significant(double value, int digits) {
    MathContext most = new MathContext(digits, RoundingMode.HALF_UP);
    BigDecimal rounded = BigDecimal.valueOf(value).round(most);
    int before = rounded.precision() - rounded.scale();
    return rounded.setScale(Math.max(0, digits - before));
  }
}
