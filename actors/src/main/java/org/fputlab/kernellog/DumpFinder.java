package org.fputlab.kernellog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of /proc that are no reports: says what each is, and which command reads it. */
final class DumpFinder implements Finder {

  private static final Pattern CLASS =
      Pattern.compile(
          "^[0-9a-f]{8,16}\\s+(?:OPS:\\s*\\d+\\s+)?FD:\\s*\\d+\\s+BD:\\s*\\d+ [-+.?]{4,6}:? .*$");

  private static final Pattern SLAB =
      Pattern.compile(
          "^(filp|dentry|inode_cache|task_struct)\\s+(\\d+)\\s+(\\d+)\\s+\\d+ .*: tunables .*$");

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    if (text.equals("all lock classes:") || CLASS.matcher(text).matches()) {
      found.note("/proc/lockdep, which fputlab locks reads");
      return at + 1;
    }
    if (text.startsWith("irq_context: ") || text.equals("all lock chains:")) {
      found.note("/proc/lockdep_chains, which fputlab locks reads");
      return at + 1;
    }
    if (text.startsWith("lock_stat version ")) {
      found.note(
          "/proc/lock_stat: how long locks were waited for, and by whom it was held is not in it");
      return at + 1;
    }
    if (text.startsWith("slabinfo - version")) {
      return slabs(lines, at, found);
    }
    return at;
  }

  private static int slabs(List<LogLine> lines, int at, Found found) {
    int end = at + 1;
    StringBuilder counts = new StringBuilder("/proc/slabinfo");
    for (int i = end; i < lines.size(); i++) {
      Matcher slab = SLAB.matcher(lines.get(i).text());
      if (slab.matches()) {
        counts
            .append(counts.indexOf(":") < 0 ? ": " : ", ")
            .append(
                slab.group(2) + " of " + slab.group(3) + " " + slab.group(1) + " objects in use");
        end = i + 1;
      }
    }
    found.note(counts.toString());
    return end;
  }
}
