package org.fputlab.scenario.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.BadValue;
import org.fputlab.model.Dist;

/**
 * Reads a duration or a distribution of durations: {@code 2ms}, {@code exp(2ms)}, {@code
 * uniform(1ms 3ms)}, {@code lognormal(median 1ms p99 20ms)}, {@code empirical(file.csv)}, {@code
 * empirical(100us..150us 40 150us..200us 12)}, {@code alike(exp(2ms))}.
 */
public final class DistParser {

  private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_]\\w*)\\((.*)\\)");
  private static final List<String> WORDS =
      List.of("exp", "uniform", "lognormal", "empirical", "alike");

  private DistParser() {}

  /**
   * Reads one.
   *
   * @param beside what lies beside the file that the text stands in: tables of measured values
   */
  public static Dist parse(String text, Beside beside) throws BadValue {
    if (text.indexOf('(') < 0) {
      return new Dist.Fixed(Quantity.duration(text));
    }
    Matcher function = FUNCTION.matcher(text);
    if (!function.matches()) {
      throw new BadValue(
          "has brackets that do not match",
          "A comma ends a step, so write uniform(1ms 3ms) without one");
    }
    String[] arguments = function.group(2).strip().split("\\s+", -1);
    return switch (function.group(1)) {
      case "exp" -> exp(arguments);
      case "uniform" -> uniform(arguments);
      case "lognormal" -> lognormal(arguments);
      case "empirical" -> empirical(arguments, beside);
      case "alike" -> new Dist.Alike(parse(function.group(2).strip(), beside));
      default ->
          throw new BadValue(
              "unknown distribution " + function.group(1),
              NearestWord.hint(function.group(1), WORDS));
    };
  }

  private static Dist exp(String[] arguments) throws BadValue {
    long mean = Quantity.duration(one(arguments, "exp(2ms)"));
    if (mean == 0) {
      throw new BadValue("has a mean of zero", "Write 0s if it takes no time");
    }
    return new Dist.Exp(mean);
  }

  private static Dist uniform(String[] arguments) throws BadValue {
    if (arguments.length != 2) {
      throw new BadValue("needs a least and a greatest duration", "Write uniform(1ms 3ms)");
    }
    long low = Quantity.duration(arguments[0]);
    long high = Quantity.duration(arguments[1]);
    if (low > high) {
      throw new BadValue("has its least duration above its greatest", "Swap them");
    }
    return new Dist.Uniform(low, high);
  }

  private static Dist lognormal(String[] arguments) throws BadValue {
    if (arguments.length != 4 || !arguments[0].equals("median") || !arguments[2].equals("p99")) {
      throw new BadValue(
          "needs its median and its 99th percentile", "Write lognormal(median 1ms p99 20ms)");
    }
    long median = Quantity.duration(arguments[1]);
    long p99 = Quantity.duration(arguments[3]);
    if (median == 0 || p99 <= median) {
      throw new BadValue("needs a median above zero and a p99 above the median", "");
    }
    return new Dist.Lognormal(median, p99);
  }

  private static Dist empirical(String[] arguments, Beside beside) throws BadValue {
    if (arguments.length > 1) {
      return MeasuredTimes.of(arguments);
    }
    return MeasuredTimes.read(one(arguments, "empirical(file.csv)"), beside);
  }

  private static String one(String[] arguments, String example) throws BadValue {
    if (arguments.length != 1 || arguments[0].isEmpty()) {
      throw new BadValue("needs one argument", "Write " + example);
    }
    return arguments[0];
  }
}
