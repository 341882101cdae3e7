package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lockdep's reports: circular and recursive locking, and the irq forms ({@code print_circular_bug},
 * {@code print_deadlock_bug}, {@code print_usage_bug}, {@code print_bad_irq_dependency},
 * kernel/locking/lockdep.c), under the banners of 2.6 and of 4.14 and later.
 */
final class LockdepFinder implements Finder {

  private static final Pattern BANNER =
      Pattern.compile(
          "^(?:.*\\b(?:INFO|WARNING): )(?:possible (circular) locking dependency detected"
              + "|possible (recursive) locking detected"
              + "|inconsistent lock state|possible irq lock inversion dependency detected"
              + "|(?:HARD|SOFT|RECLAIM_FS)(?:IRQ)?-(?:READ-)?safe -> .*lock order detected).*$");

  private static final Pattern TASK =
      Pattern.compile(
          "^(.{1,40})/(\\d{1,9})(?: \\[HC.*\\])? (?:is trying to acquire(?: lock)?|takes"
              + "|just changed the state of lock|is trying to release lock)\\s?.*:$");

  private static final Pattern LINK = Pattern.compile("^-> #(\\d{1,4}) (\\(.*):$");

  private static final Pattern STATE =
      Pattern.compile(
          "^(?:\\{[-A-Z:]+\\} state was registered at|\\.\\.\\. which became .* at"
              + "|.*-(?:W|R|ON-W|ON-R) at|INITIAL USE at):.*$");

  private static final String CIRCULAR = "possible circular locking dependency detected";

  /** So far behind who asks the chain begins. */
  private static final int LINES_OF_A_HEAD = 16;

  /** A report has its chain, its scenario and its locks; irq reports have usage tables too. */
  private static final int LINES_WITHOUT_SENSE = 60;

  @Override
  public int find(List<LogLine> lines, int at, Found found) {
    String text = lines.get(at).text();
    Matcher banner = text.contains("lock") ? BANNER.matcher(text) : null;
    if (banner != null && banner.matches()) {
      LogReport.Kind kind =
          banner.group(1) != null
              ? LogReport.Kind.LOCKDEP_CIRCULAR
              : banner.group(2) != null
                  ? LogReport.Kind.LOCKDEP_RECURSIVE
                  : LogReport.Kind.LOCKDEP_IRQ;
      return report(lines, at, at + 1, kind, form(text), found);
    }
    return isChain(lines, at)
        ? report(lines, at, at, LogReport.Kind.LOCKDEP_CIRCULAR, CIRCULAR, found)
        : at;
  }

  /** Whether the banner of a circular report was left out: who asks is there, and the chain. */
  private static boolean isChain(List<LogLine> lines, int at) {
    if (!lines.get(at).text().contains(" is trying to acquire lock")) {
      return false;
    }
    int end = Math.min(lines.size(), at + LINES_OF_A_HEAD);
    return lines.subList(at, end).stream()
        .anyMatch(line -> line.text().startsWith("the existing dependency chain"));
  }

  private static int report(
      List<LogLine> lines, int at, int first, LogReport.Kind kind, String form, Found found) {
    Body body = new Body(lines, first);
    body.read();
    List<LoggedTask> tasks = body.task == null ? List.of() : List.of(body.task);
    if (kind == LogReport.Kind.LOCKDEP_CIRCULAR) {
      body.close();
    }
    found.add(
        LogReport.of(kind, form, lines.get(at), tasks)
            .with(body.chain, body.locks)
            .on(body.release));
    return Math.max(body.end, at + 1);
  }

  private static String form(String text) {
    String words = text.replaceFirst("^.*?\\b(?:INFO|WARNING): ", "");
    return words.replaceFirst("\\b(detected|lock state)\\b.*$", "$1").strip();
  }

  /** What stands under one banner. */
  private static final class Body {
    private final List<LogLine> lines;
    private int at;
    private int end;
    private Release release = Release.UNKNOWN;
    private @Nullable LoggedTask task;
    private final List<LogReport.Link> chain = new ArrayList<>();
    private final List<PrintedLock> locks = new ArrayList<>();

    Body(List<LogLine> lines, int at) {
      this.lines = lines;
      this.at = at;
      this.end = at;
    }

    void read() {
      while (at < lines.size() && at - end < LINES_WITHOUT_SENSE) {
        String text = lines.get(at).text();
        if (isNext(text)) {
          return;
        }
        if (text.startsWith("stack backtrace")) {
          readBacktrace();
          return;
        }
        int next = take(text);
        if (next > at) {
          at = next;
          end = at;
        } else {
          at++;
        }
      }
    }

    /**
     * Where a log ends behind link number 1, the head has said the rest: the last is the lock that
     * is asked for, with that of the first link in hand.
     */
    void close() {
      boolean last = !chain.isEmpty() && chain.get(chain.size() - 1).number() == 1;
      if (last && task != null && locks.size() > 1 && chain.get(0).lock().isSame(locks.get(1))) {
        chain.add(new LogReport.Link(0, locks.get(0), List.of()));
      }
    }

    /** Another report begins. */
    private boolean isNext(String text) {
      return text.startsWith("INFO: task")
          || text.startsWith("BUG: ")
          || text.contains("WARNING: CPU")
          || BANNER.matcher(text).matches()
          || text.startsWith("sysrq");
    }

    private int take(String text) {
      Release named = release.kernel().isEmpty() ? Release.of(text) : null;
      if (named != null) {
        release = named;
        return at + 1;
      }
      Matcher who = task == null ? TASK.matcher(text) : null;
      if (who != null && who.matches()) {
        task = LoggedTask.of(who.group(1).strip(), Numbers.of(who.group(2)), "", List.of());
        return at + 1;
      }
      Matcher link = LINK.matcher(text);
      if (link.matches()) {
        return readLink(Numbers.of(link.group(1)), link.group(2));
      }
      if (STATE.matcher(text).matches()) {
        return readState();
      }
      if (LockList.begins(text)) {
        return readList();
      }
      PrintedLock lock = PrintedLock.of(text);
      if (lock != null) {
        name(lock);
        return at + 1;
      }
      return at;
    }

    private int readLink(int number, String text) {
      PrintedLock lock = PrintedLock.of(text);
      if (lock == null) {
        return at;
      }
      name(lock);
      Stack stack = Stack.read(lines, at + 1);
      chain.add(new LogReport.Link(number, lock, stack.frames()));
      return Math.max(stack.end(), at + 1);
    }

    /** Where a lock got the state that an irq report is about. */
    private int readState() {
      Stack stack = Stack.read(lines, at + 1);
      if (!locks.isEmpty() && !stack.frames().isEmpty()) {
        chain.add(new LogReport.Link(Numbers.NONE, locks.get(locks.size() - 1), stack.frames()));
      }
      return Math.max(stack.end(), at + 1);
    }

    private int readList() {
      LockList.Read read = LockList.read(lines, at);
      if (read == null) {
        return at;
      }
      LoggedTask of = task;
      if (of != null && of.pid() == read.list().pid()) {
        task = of.with(read.list().locks());
      }
      return read.end();
    }

    private void readBacktrace() {
      TaskSection section = TaskSection.read(lines, at + 1);
      if (release.kernel().isEmpty()) {
        release = section.release();
      }
      LoggedTask of = task;
      if (of != null) {
        task =
            new LoggedTask(
                of.comm(),
                of.pid(),
                of.tgid(),
                of.ppid(),
                of.state(),
                of.blockedSeconds(),
                section.task().work(),
                section.task().stack(),
                of.locks(),
                null);
      }
      end = Math.max(section.end(), at + 1);
    }

    private void name(PrintedLock lock) {
      for (int i = 0; i < locks.size(); i++) {
        if (locks.get(i).isSame(lock)) {
          if (locks.get(i).at().isEmpty() || !lock.at().isEmpty()) {
            locks.set(i, lock.at().isEmpty() ? locks.get(i) : lock);
          }
          return;
        }
      }
      locks.add(lock);
    }
  }
}
