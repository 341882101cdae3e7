package org.fputlab.scenario.text;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.BadValue;

/** A number with a unit, as scenario files write it: {@code 20us}, {@code 16GiB}. */
public final class Quantity {

  /** A number of digits that no sensible quantity has, and every machine can hold. */
  private static final int LONGEST = 30;

  /** Sums of a few of these fit into a long of nanoseconds. */
  private static final long LONGEST_NANOS = 366L * 24 * 3600 * 1_000_000_000L;

  private static final long LARGEST_BYTES = 1L << 50;

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(-?\\d+(?:\\.\\d+)?)(\\s*)([^\\s\\d.]\\S*)?");

  private static final Map<String, Long> TIME_UNITS = timeUnits();
  private static final Map<String, Long> SIZE_UNITS = sizeUnits();

  private Quantity() {}

  /** A duration in nanoseconds. */
  public static long duration(String text) throws BadValue {
    long nanos = parse(text, TIME_UNITS, "duration", "60s or 2ms");
    if (nanos > LONGEST_NANOS) {
      throw new BadValue("is longer than a year", "");
    }
    return nanos;
  }

  /** A duration as a scenario file would write it. */
  public static String shown(long nanos) {
    String shown = nanos + "ns";
    for (Map.Entry<String, Long> unit : TIME_UNITS.entrySet()) {
      if (nanos % unit.getValue() == 0 && nanos >= unit.getValue() && !isAwkward(unit.getKey())) {
        shown = nanos / unit.getValue() + unit.getKey();
      }
    }
    return shown;
  }

  private static boolean isAwkward(String unit) {
    return unit.equals("m") || unit.equals("h");
  }

  /** A size in bytes. */
  public static long size(String text) throws BadValue {
    long bytes = parse(text, SIZE_UNITS, "size", "16GiB or 512MiB");
    if (bytes > LARGEST_BYTES) {
      throw new BadValue("is more than 1024TiB", "");
    }
    return bytes;
  }

  /** Nanoseconds between two events of a rate such as {@code 2000/s}. */
  public static double interval(String text) throws BadValue {
    int slash = text.indexOf('/');
    Long unit = slash < 0 ? null : TIME_UNITS.get(text.substring(slash + 1).strip());
    String number = slash < 0 ? "" : text.substring(0, slash).strip();
    if (unit == null || number.length() > LONGEST || !number.matches("\\d+(\\.\\d+)?")) {
      throw new BadValue("is not a rate", "Write a number by a unit of time, as in 2000/s");
    }
    double perUnit = Double.parseDouble(number);
    if (perUnit <= 0) {
      throw new BadValue("is not above zero", "Leave the clients out if they do nothing");
    }
    double interval = unit / perUnit;
    if (interval < 1 || interval > LONGEST_NANOS) {
      throw new BadValue("is not between one a year and one a nanosecond", "");
    }
    return interval;
  }

  private static long parse(String text, Map<String, Long> units, String what, String example)
      throws BadValue {
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    if (text.length() > LONGEST || !parts.matches()) {
      throw new BadValue("is not a " + what, "Write a number with its unit, as in " + example);
    }
    String known = NearestWord.listed(units.keySet());
    String unit = parts.group(3) == null ? "" : parts.group(3);
    if (unit.isEmpty()) {
      throw new BadValue("has no unit", "Units are " + known + "; write it as in " + example);
    }
    Long factor = units.get(unit);
    if (factor == null) {
      throw new BadValue("has the unknown unit " + unit, "Units are " + known);
    }
    if (!parts.group(2).isEmpty()) {
      throw new BadValue("has a space before its unit", "Write " + parts.group(1) + unit);
    }
    return exact(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(factor)), units);
  }

  private static long exact(BigDecimal value, Map<String, Long> units) throws BadValue {
    if (value.signum() < 0) {
      throw new BadValue("is negative", "");
    }
    if (value.stripTrailingZeros().scale() > 0) {
      throw new BadValue("is finer than 1" + units.keySet().iterator().next(), "");
    }
    return value.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static Map<String, Long> timeUnits() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("ns", 1L);
    units.put("us", 1_000L);
    units.put("ms", 1_000_000L);
    units.put("s", 1_000_000_000L);
    units.put("m", 60_000_000_000L);
    units.put("h", 3_600_000_000_000L);
    return Collections.unmodifiableMap(units);
  }

  private static Map<String, Long> sizeUnits() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("B", 1L);
    units.put("KiB", 1L << 10);
    units.put("MiB", 1L << 20);
    units.put("GiB", 1L << 30);
    units.put("TiB", 1L << 40);
    return Collections.unmodifiableMap(units);
  }
}
