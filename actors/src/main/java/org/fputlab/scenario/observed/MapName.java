package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name and key of a bpftrace map, and what they say of the durations in it:
 * {@code @__fput_ns[delayed_fput, xfs]}, {@code @usecs[kprobe:evict]}.
 */
record MapName(String name, String key) {

  private static final Pattern PROBE = Pattern.compile("^\\w+:(?:vmlinux:)?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final String STATS = "_stats";

  /** Which function of a key is the one that was measured. */
  private static final List<Part> ORDER =
      List.of(Part.CLOSE, Part.WRAPPER, Part.RELEASE, Part.EVICT, Part.BATCH, Part.HANDOVER);

  private static final Set<String> CALLERS =
      Set.of("delayed_fput", "nfsd", "task", "____fput", "fput_close_sync");

  private static final Set<String> SAYS_NOTHING =
      Set.of("", "lat", "latency", "dur", "duration", "time", "hist", "elapsed", "took");

  String shown() {
    return "@" + name + (key.isEmpty() ? "" : "[" + key + "]");
  }

  /** The map that this one has the statistics of. */
  MapName withoutStats() {
    String plain = name.endsWith(STATS) ? name.substring(0, name.length() - STATS.length()) : name;
    return new MapName(plain, key);
  }

  /** What its function is to a close; null if that is nothing. */
  @Nullable Part part(Reading reading) {
    String function = function(reading);
    return function.isEmpty() ? null : Part.of(function);
  }

  /** From the name, else from the key, else what the user or the command line said; or "". */
  private String function(Reading reading) {
    String named = nameWithoutUnit();
    List<String> words = new ArrayList<>(keyWords());
    Part part = Part.of(named);
    if (part != null && part != Part.HANDOVER) {
      return named;
    }
    words.add(named);
    for (Part wanted : ORDER) {
      for (String word : words) {
        if (Part.of(word) == wanted) {
          return word;
        }
      }
    }
    if (!SAYS_NOTHING.contains(named)) {
      return named;
    }
    String said = reading.hints().function();
    return said.isEmpty() ? reading.surroundings().function() : said;
  }

  private List<String> keyWords() {
    List<String> words = new ArrayList<>();
    for (String word : key.split(",", -1)) {
      String plain = PROBE.matcher(word.strip()).replaceFirst("");
      if (!plain.isEmpty()) {
        words.add(plain);
      }
    }
    return words;
  }

  private String nameWithoutUnit() {
    if (TimeUnit.of(name).isPresent()) {
      return "";
    }
    int end = name.lastIndexOf('_');
    return end > 0 && TimeUnit.of(name.substring(end + 1)).isPresent()
        ? name.substring(0, end)
        : name;
  }

  /** In nanoseconds. */
  long unit(Reading reading, int line) throws NotUsable {
    OptionalLong named = TimeUnit.of(name.substring(name.lastIndexOf('_') + 1));
    if (named.isPresent()) {
      return named.getAsLong();
    }
    OptionalLong said = reading.hints().unit();
    if (said.isPresent()) {
      return said.getAsLong();
    }
    throw reading.refused(
        line, shown() + " does not say its unit. Add --unit ns, us, ms or s, whichever it is.");
  }

  /** Who ran it, as far as the key says. */
  Caller caller(Reading reading) {
    for (String word : keyWords()) {
      if (word.equals("delayed_fput") && part(reading) != Part.BATCH) {
        return Caller.WORKER;
      }
      if (word.equals("nfsd")) {
        return Caller.NFSD;
      }
      if (word.startsWith("kworker/")) {
        return Caller.WORKER;
      }
      if (word.equals("task") || word.equals("____fput") || word.equals("fput_close_sync")) {
        return Caller.USER;
      }
    }
    return Caller.UNKNOWN;
  }

  /** What of the key says neither function nor caller, and is no number. */
  String label(Reading reading) {
    List<String> rest = new ArrayList<>();
    String function = function(reading);
    for (String word : keyWords()) {
      boolean isCaller = CALLERS.contains(word) || word.startsWith("kworker/");
      if (!isCaller && !word.equals(function) && !NUMBER.matcher(word).matches()) {
        rest.add(word);
      }
    }
    if (rest.isEmpty() && Part.of(function) == Part.RELEASE && !function.contains("->")) {
      rest.add(function);
    }
    return String.join("-", rest);
  }

  /** Why a map is not used. */
  String unused(@Nullable Part part) {
    if (part == Part.HANDOVER) {
      return shown() + " is not used: it times the drop of a reference, not the close";
    }
    return shown()
        + " is not used: it names no function of a close ("
        + String.join(", ", Part.examples())
        + ")";
  }
}
