package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts of the same trade that hold no time of a close, known by a line of theirs: so that a person
 * who brings one is told what to bring instead.
 */
final class OtherTools {

  private static final String COUNTS =
      "stackcount counts stacks and times nothing. Use funclatency __fput";
  private static final String LOCKS =
      "the times of locks are not those of closes. Use funclatency __fput";
  private static final String SLABS =
      "slabinfo is one look at objects, without a time. Look at /proc/sys/fs/file-nr once a second";
  private static final String LOCKDEP = "lockdep knows an order of locks, but no times";
  private static final String JSON = "bpftrace's JSON has one event a line, and no line is whole";
  private static final String REPORT = "a report of the kernel has stacks, but no times of closes";

  private static final Map<Pattern, String> KNOWN = known();

  private final List<String> found = new ArrayList<>();

  private static Map<Pattern, String> known() {
    Map<Pattern, String> known = new LinkedHashMap<>();
    known.put(Pattern.compile(".*\\bstackcount\\b.*"), COUNTS);
    known.put(Pattern.compile("slabinfo - version: .*"), SLABS);
    known.put(Pattern.compile("Tracing lock events.*|lock_stat version .*"), LOCKS);
    known.put(Pattern.compile("all lock (classes|chains):.*|.* FD: +\\d+ BD: +\\d+ .*"), LOCKDEP);
    known.put(Pattern.compile(".*\"(type|data)\": ?[\"{].*"), JSON);
    known.put(Pattern.compile(".*(INFO: task .* blocked for more|WARNING: possible ).*"), REPORT);
    return known;
  }

  /** Remembers what a line that no format knows gives away. */
  void look(Line line) {
    for (Map.Entry<Pattern, String> tool : KNOWN.entrySet()) {
      boolean isNew = !found.contains(tool.getValue());
      if (isNew && tool.getKey().matcher(line.text()).matches()) {
        found.add(tool.getValue());
      }
    }
  }

  /** What to say of a file that holds nothing else. */
  List<String> found() {
    return found;
  }
}
