package org.fputlab.scenario.measured;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The summary of one run: {@code key=value}, and of each kind of duration a line {@code histsum
 * NAME n=COUNT sum=NS max=NS} and its buckets, {@code hist NAME LOW HIGH COUNT}, which must come to
 * it. Lines that begin with {@code rel} say who ran the releases, which nothing here needs.
 */
final class Summary {

  private record Setting(String value, int line) {}

  private record Sum(long count, long sum, long most, int line) {}

  private static final Pattern SETTING = Pattern.compile("(\\w+)=(\\S+)");
  private static final Pattern HISTOGRAM =
      Pattern.compile("hist (\\w+) (\\d{1,18}) (\\d{1,18}) (\\d{1,18})");
  private static final Pattern SUM =
      Pattern.compile("histsum (\\w+) n=(\\d{1,18}) sum=(\\d{1,18}) max=(\\d{1,18})");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** An hour: nothing that is measured here takes so long. */
  static final long LONGEST = 3_600_000_000_000L;

  private static final long MOST_COUNTED = 1_000_000_000_000L;

  private final String file;
  private final RunReader.Complaints complaints;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final Map<String, Buckets> times = new LinkedHashMap<>();
  private final Map<String, Sum> sums = new LinkedHashMap<>();

  private Summary(String file, RunReader.Complaints complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  static Summary read(String file, List<String> lines, RunReader.Complaints complaints) {
    Summary summary = new Summary(file, complaints);
    for (int i = 0; i < lines.size(); i++) {
      summary.line(lines.get(i), i + 1);
    }
    summary.times.forEach(summary::requireTold);
    summary.sums.forEach(summary::requireWhole);
    return summary;
  }

  private void line(String line, int number) {
    if (line.startsWith("hist ")) {
      bucket(line, number);
    } else if (line.startsWith("histsum ")) {
      sum(line, number);
    } else if (!line.startsWith("rel")) {
      Matcher setting = SETTING.matcher(line);
      while (setting.find()) {
        String key = String.valueOf(setting.group(1));
        if (settings.put(key, new Setting(String.valueOf(setting.group(2)), number)) != null) {
          refuse(number, key + "= stands here a second time");
        }
      }
    }
  }

  private void bucket(String line, int number) {
    Matcher parts = HISTOGRAM.matcher(line);
    if (!parts.matches()) {
      refuse(number, "is no hist NAME LOW HIGH COUNT");
      return;
    }
    String name = String.valueOf(parts.group(1));
    long low = Long.parseLong(parts.group(2));
    long high = Long.parseLong(parts.group(3));
    long count = Long.parseLong(parts.group(4));
    Buckets buckets = times.computeIfAbsent(name, first -> new Buckets());
    if (high <= low || count == 0) {
      refuse(number, "has a bucket with nothing in it");
    } else if (high > LONGEST || count > MOST_COUNTED) {
      refuse(number, "has a bucket beyond an hour, or with more than can be counted");
    } else if (low < buckets.end()) {
      refuse(number, "has a bucket that begins before the one above it ends");
    } else {
      buckets.add(low, high, count);
    }
  }

  private void sum(String line, int number) {
    Matcher parts = SUM.matcher(line);
    if (!parts.matches()) {
      refuse(number, "is no histsum NAME n= sum= max=");
      return;
    }
    Sum sum =
        new Sum(
            Long.parseLong(parts.group(2)),
            Long.parseLong(parts.group(3)),
            Long.parseLong(parts.group(4)),
            number);
    if (sums.put(String.valueOf(parts.group(1)), sum) != null) {
      refuse(number, "stands here a second time");
    }
  }

  private void requireTold(String name, Buckets buckets) {
    if (!sums.containsKey(name)) {
      refuse(0, "has no histsum " + name + ", but buckets of it");
    }
  }

  /** The buckets hold as many as were counted, as much as they add up to, and the longest. */
  private void requireWhole(String name, Sum sum) {
    Buckets buckets = times.getOrDefault(name, new Buckets());
    if (buckets.total() != sum.count) {
      refuse(
          sum.line,
          "n=" + sum.count + " is not what the buckets of " + name + " hold, " + buckets.total());
    } else if (sum.count > 0 && !buckets.mayComeTo(sum.sum, sum.most)) {
      refuse(sum.line, "sum= and max= are not what the buckets of " + name + " may come to");
    } else {
      buckets.exactly((double) sum.sum, sum.most);
    }
  }

  Map<String, Buckets> times() {
    return times;
  }

  /** How many durations of a kind were counted; empty ones are told too. */
  long counted(String name) {
    if (!sums.containsKey(name)) {
      refuse(0, "has no histsum " + name + ": is it cut");
      return 0;
    }
    return Objects.requireNonNull(sums.get(name)).count;
  }

  /** Refuses a kind of which not so many were counted as {@code key} says. */
  void requireCounted(String name, String key) {
    long counted = counted(name);
    if (sums.containsKey(name)
        && settings.containsKey(key)
        && counted != number(key, 0, MOST_COUNTED)) {
      refuse(
          Objects.requireNonNull(sums.get(name)).line,
          "n=" + counted + " is not " + key + "=" + word(key));
    }
  }

  boolean has(String key) {
    return settings.containsKey(key);
  }

  String word(String key) {
    return settings.containsKey(key) ? Objects.requireNonNull(settings.get(key)).value : "";
  }

  /** A count; one that is none, or is refused, is {@code least}. */
  long number(String key, long least, long most) {
    String value = word(key);
    if (value.isEmpty()) {
      refuse(0, "has no " + key + "=");
    } else if (!NUMBER.matcher(value).matches()) {
      refuse(line(key), key + "=" + value + " is no count");
    } else if (Long.parseLong(value) < least || Long.parseLong(value) > most) {
      refuse(line(key), key + "=" + value + " is not " + least + " to " + most);
    } else {
      return Long.parseLong(value);
    }
    return least;
  }

  /** Where a setting stands; 0 if nowhere. */
  private int line(String key) {
    return settings.containsKey(key) ? Objects.requireNonNull(settings.get(key)).line : 0;
  }

  /** Refuses a setting. */
  void refuse(String key, String rule) {
    refuse(line(key), rule);
  }

  private void refuse(int line, String rule) {
    complaints.about(file, line, rule);
  }
}
