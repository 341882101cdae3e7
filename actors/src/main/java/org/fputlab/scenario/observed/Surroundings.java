package org.fputlab.scenario.observed;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines about the machine and the measuring itself: those of the script in
 * docs/measure-your-server.md, {@code cpus=8} of trace-cmd, and a tool's command line that was
 * copied with its output.
 */
final class Surroundings implements Format {

  private static final Pattern CPUS_ONLINE = Pattern.compile("cpus (\\d[\\d,-]*)");
  private static final Pattern CPUS = Pattern.compile("cpus=(\\d{1,5})");
  private static final Pattern THREADS = Pattern.compile("nfsd threads ?(\\d{0,6})");
  private static final Pattern SPAN = Pattern.compile("measured for (\\d{1,12}) ms");

  private static final String BEGINS = "closes.bt begins";
  private static final String BROKEN_OFF = "^C";
  private static final String ENDS = "closes.bt ends";

  private static final Pattern COMMAND =
      Pattern.compile("\\S*[#$%] .*?\\b(?:funclatency|bpftrace)\\b.*");
  private static final Pattern PROBE =
      Pattern.compile("(?:kprobe|kretprobe|fentry|fexit|kfunc|kretfunc):(?:vmlinux:)?([\\w.]+)");
  private static final Pattern DURATION = Pattern.compile(" (?:-d|--duration)[ =]?(\\d{1,9})\\b");
  private static final Pattern INTERVAL = Pattern.compile(" (?:-i|--interval)[ =]?(\\d{1,9})\\b");
  private static final Pattern LAST_WORD = Pattern.compile(".*\\s'?([A-Za-z_*][\\w.*]*)'?");

  private static final long SECOND = 1_000_000_000L;

  private OptionalInt cpus = OptionalInt.empty();
  private OptionalInt threads = OptionalInt.empty();
  private OptionalLong span = OptionalLong.empty();
  private OptionalLong interval = OptionalLong.empty();
  private String function = "";
  private int spans;
  private boolean begun;
  private boolean ended;
  private boolean brokenOff;

  @Override
  public boolean take(Line line) {
    String text = line.text().strip();
    switch (text) {
      case BROKEN_OFF -> brokenOff = true;
      case BEGINS -> begun = true;
      case ENDS -> ended = true;
      default -> {
        return machine(text) || span(text) || command(text);
      }
    }
    return true;
  }

  private boolean machine(String text) {
    Matcher online = CPUS_ONLINE.matcher(text);
    if (online.matches()) {
      return cpus(online(online.group(1)));
    }
    Matcher counted = CPUS.matcher(text);
    if (counted.matches()) {
      return cpus(Integer.parseInt(counted.group(1)));
    }
    Matcher nfsd = THREADS.matcher(text);
    return nfsd.matches() && threads(String.valueOf(nfsd.group(1)));
  }

  private boolean span(String text) {
    Matcher measured = SPAN.matcher(text);
    if (measured.matches()) {
      spans++;
      span = OptionalLong.of(Long.parseLong(measured.group(1)) * 1_000_000);
    }
    return measured.matches();
  }

  /** Counts a list such as {@code 0-3,8}. */
  private static int online(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      if (!range.matches("\\d{1,5}(-\\d{1,5})?")) {
        return 0;
      }
      String[] ends = range.split("-", -1);
      count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
    }
    return count;
  }

  /** A line that says an impossible number is damaged, so none of this format's. */
  private boolean cpus(int count) {
    boolean possible = count > 0 && count <= Hints.MOST_CPUS;
    cpus = possible ? OptionalInt.of(count) : cpus;
    return possible;
  }

  /** None is said by an empty file, or by 0. */
  private boolean threads(String text) {
    int count = text.isEmpty() ? 0 : Integer.parseInt(text);
    threads = count > 0 && count <= Hints.MOST_THREADS ? OptionalInt.of(count) : threads;
    return count <= Hints.MOST_THREADS;
  }

  private boolean command(String text) {
    if (!COMMAND.matcher(text).matches()) {
      return false;
    }
    Matcher probe = PROBE.matcher(text);
    Matcher last = LAST_WORD.matcher(text);
    if (probe.find()) {
      function = String.valueOf(probe.group(1));
    } else if (text.contains("funclatency") && last.matches()) {
      function = String.valueOf(last.group(1));
      interval = seconds(INTERVAL.matcher(text));
      span = seconds(DURATION.matcher(text));
      spans += span.isPresent() ? 1 : 0;
    }
    return true;
  }

  private static OptionalLong seconds(Matcher found) {
    return found.find()
        ? OptionalLong.of(Long.parseLong(found.group(1)) * SECOND)
        : OptionalLong.empty();
  }

  @Override
  public void end() {}

  OptionalInt cpus() {
    return cpus;
  }

  /** Whether there are several runs of a tool, each with its own time. */
  boolean isOfSeveralRuns() {
    return spans > 1;
  }

  /** Whether the script's own last words are missing though its first ones are there. */
  boolean isCut() {
    return begun && !ended;
  }

  /** Whether a person ended the tool, perhaps before the time on its command line. */
  boolean isBrokenOff() {
    return brokenOff;
  }

  /** Of nfsd; nothing if there are none. */
  OptionalInt threads() {
    return threads;
  }

  /** For how long was measured. */
  OptionalLong span() {
    return span;
  }

  /** How far apart a tool's outputs are. */
  OptionalLong interval() {
    return interval;
  }

  /** The function that a command line names, or "". */
  String function() {
    return function;
  }
}
