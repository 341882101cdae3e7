package org.fputlab.scenario.text;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Dist;

/**
 * Measured durations: a table with one {@code value} or {@code value,weight} a line, or the same in
 * the scenario itself. A value may be a bucket: {@code 100us..150us}.
 *
 * <p>In a table either every value carries its unit, or the first line names it: {@code us} or
 * {@code latency_us,count}. Blank lines and lines that begin with {@code #} do not count.
 */
final class MeasuredTimes {

  private static final Pattern UNIT_IN_HEADER =
      Pattern.compile("(?:.*[^A-Za-z])?(ns|us|ms|s|m|h)\\)?");
  private static final Pattern WEIGHT = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");

  private static final String TO = "..";

  private final List<Long> lows = new ArrayList<>();
  private final List<Long> highs = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private String unit = "";

  private MeasuredTimes() {}

  static Dist read(String name, Beside beside) throws BadValue {
    String text;
    try {
      text = beside.text(name);
    } catch (InvalidPathException | BadValue bad) {
      throw new BadValue(name + " " + bad.getMessage(), "It is looked for beside this file");
    }
    return new MeasuredTimes().parse(name, text.lines().toList());
  }

  /** Values or buckets, each followed by its weight. */
  static Dist of(String[] words) throws BadValue {
    if (words.length % 2 != 0) {
      throw new BadValue(
          "needs a weight after each value", "Write empirical(100us..150us 40 150us..200us 12)");
    }
    MeasuredTimes times = new MeasuredTimes();
    for (int i = 0; i < words.length; i += 2) {
      times.add(words[i], words[i + 1]);
    }
    return times.dist("empirical");
  }

  private Dist parse(String name, List<String> lines) throws BadValue {
    boolean first = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        if (!(first && isHeader(line))) {
          row(line);
        }
      } catch (BadValue bad) {
        throw new BadValue(name + ":" + (i + 1) + ": " + line + " " + bad.rule(), bad.hint());
      }
      first = false;
    }
    return dist(name);
  }

  private boolean isHeader(String line) throws BadValue {
    String cell = line.split(",", 2)[0].strip();
    if (cell.isEmpty()) {
      throw new BadValue("begins with no value", "");
    }
    if (Character.isDigit(cell.charAt(0)) || cell.charAt(0) == '-') {
      return false;
    }
    Matcher header = UNIT_IN_HEADER.matcher(cell);
    if (!header.matches()) {
      throw new BadValue(
          "is a header that names no unit", "Write latency_us or give each value its unit");
    }
    unit = String.valueOf(header.group(1));
    return true;
  }

  private void row(String line) throws BadValue {
    String[] cells = line.split(",", -1);
    if (cells.length > 2) {
      throw new BadValue("has more than a value and a weight", "");
    }
    add(cells[0].strip(), cells.length == 2 ? cells[1].strip() : "1");
  }

  private void add(String value, String weight) throws BadValue {
    int to = value.indexOf(TO);
    String end = to < 0 ? value : value.substring(to + TO.length());
    lows.add(Quantity.duration((to < 0 ? value : value.substring(0, to)) + unit));
    highs.add(Quantity.duration(end + unit));
    if (highs.get(highs.size() - 1) < lows.get(lows.size() - 1)) {
      throw new BadValue("has the bucket " + value + ", which ends before it begins", "Swap them");
    }
    if (!WEIGHT.matcher(weight).matches()) {
      throw new BadValue("has a weight that is no number from 0 up", "");
    }
    weights.add(Double.valueOf(weight));
  }

  private Dist dist(String name) throws BadValue {
    if (weights.stream().mapToDouble(Double::doubleValue).sum() <= 0) {
      throw new BadValue(name + " has no value with a weight above zero", "");
    }
    return new Dist.Empirical(
        lows.stream().mapToLong(Long::longValue).toArray(),
        highs.stream().mapToLong(Long::longValue).toArray(),
        weights.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
