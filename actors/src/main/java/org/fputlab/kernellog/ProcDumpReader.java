package org.fputlab.kernellog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.fputlab.locks.FileLine;
import org.jspecify.annotations.Nullable;

/**
 * Reads lockdep's files of {@code /proc} line by line, with whatever else a log has around them.
 *
 * <p>A line counts only once the next has shown that it is whole: text of another kind behind it
 * may be the rest of it. Where a dump is torn, all up to the next class or chain is left out, for
 * nobody can tell whose links they are.
 */
final class ProcDumpReader implements LineTaker {

  private static final String NOT_OWNED = "links whose own class is not certain";

  private enum Part {
    /** Not in a dump. */
    OUTSIDE,
    CLASSES,
    CHAINS,
    STATS
  }

  private final String file;
  private final List<ProcDump> dumps = new ArrayList<>();
  private ProcDump dump;
  private Part part = Part.OUTSIDE;
  private long number;

  private @Nullable ProcClass pendingClass;
  private @Nullable ProcLink pendingLink;
  private @Nullable ProcLock owner;

  private String context = "";
  private final List<ProcLock> chain = new ArrayList<>();
  private long chainEnd;

  ProcDumpReader(String file) {
    this.file = file;
    this.dump = new ProcDump(file);
    dumps.add(dump);
  }

  /** What was read, of one file: a dump for each list of classes in it. */
  List<ProcDump> dumps() {
    return dumps;
  }

  @Override
  public void line(byte[] bytes, int from, int to) {
    number++;
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (part != Part.OUTSIDE || mayBegin(raw)) {
      take(LinePrefix.strip((int) number, raw).text());
    }
  }

  /** Cheap: whether a line outside of a dump is worth a closer look. */
  private static boolean mayBegin(String raw) {
    return raw.contains("FD:")
        || raw.contains("-> [")
        || raw.contains("all lock c")
        || raw.contains("irq_context")
        || raw.contains(ProcLines.FIRST_STAT);
  }

  private void take(String text) {
    if (text.isEmpty()) {
      blank();
    } else if (!begins(text) && !goesOn(text)) {
      foreign(text);
    }
  }

  private boolean begins(String text) {
    if (text.equals(ProcLines.CLASSES_HEAD)) {
      settle();
      if (!dump.classes().isEmpty()) {
        dump = new ProcDump(file);
        dumps.add(dump);
      }
      dump.begin();
      part = Part.CLASSES;
      return true;
    }
    if (text.endsWith(ProcLines.CHAINS_HEAD)) {
      settle();
      part = Part.CHAINS;
      if (text.startsWith("(buggered)")) {
        dump.remarks().add("the kernel had no more room for chains (buggered): some are missing");
      }
      return true;
    }
    if (text.startsWith(ProcLines.FIRST_STAT)) {
      settle();
      part = Part.STATS;
    }
    return beginsClass(text) || beginsChain(text);
  }

  private boolean beginsClass(String text) {
    ProcLines.Head head = ProcLines.head(text);
    if (head == null || (part != Part.CLASSES && head.forward() < 0)) {
      return false;
    }
    settle();
    part = Part.CLASSES;
    pendingClass =
        new ProcClass(
            head.lock(), head.forward(), head.backward(), head.usage(), new FileLine(file, number));
    owner = head.lock();
    dump.end(false);
    return true;
  }

  private boolean beginsChain(String text) {
    String begun = ProcLines.context(text);
    if (begun == null) {
      return false;
    }
    settle();
    part = Part.CHAINS;
    context = begun;
    return true;
  }

  private boolean goesOn(String text) {
    return switch (part) {
      case CLASSES -> link(text);
      case CHAINS -> chained(text);
      case STATS -> stat(text);
      case OUTSIDE -> isOrphan(text);
    };
  }

  private boolean link(String text) {
    ProcLock to = ProcLines.link(text);
    if (to == null) {
      return false;
    }
    keepPending();
    if (owner == null) {
      dump.leftOut().add(NOT_OWNED, number);
    } else {
      pendingLink = new ProcLink(owner, to, new FileLine(file, number));
    }
    return true;
  }

  private boolean isOrphan(String text) {
    boolean orphan = ProcLines.link(text) != null;
    if (orphan) {
      dump.leftOut().add(NOT_OWNED, number);
    }
    return orphan;
  }

  private boolean chained(String text) {
    ProcLock lock = ProcLines.chained(text);
    if (lock == null || context.isEmpty()) {
      return false;
    }
    chain.add(lock);
    chainEnd = number;
    return true;
  }

  private boolean stat(String text) {
    Matcher stat = ProcLines.stat(text);
    if (stat == null) {
      return false;
    }
    dump.stats().put(stat.group(1), Long.parseLong(stat.group(2)));
    return true;
  }

  private void blank() {
    settle();
    if (part == Part.CLASSES) {
      dump.end(true);
    }
    context = "";
  }

  /** Text of another kind may be the end of the line before. */
  private void foreign(String text) {
    if (ProcLines.isRemains(text)) {
      dump.leftOut().add("lines that are torn", number);
    }
    if (pendingClass != null || pendingLink != null) {
      dump.leftOut().add("lines with other text behind them", number - 1);
    }
    if (!chain.isEmpty()) {
      dump.leftOut().add("locks of torn chains", number - 1);
    }
    forget();
    part = Part.OUTSIDE;
  }

  private void forget() {
    pendingClass = null;
    pendingLink = null;
    owner = null;
    chain.clear();
  }

  private void keepPending() {
    if (pendingClass != null) {
      dump.add(pendingClass);
    }
    if (pendingLink != null) {
      dump.links().add(pendingLink);
    }
    pendingClass = null;
    pendingLink = null;
  }

  /** What was begun is whole. */
  private void settle() {
    keepPending();
    if (!chain.isEmpty()) {
      dump.chains().add(context, chain, chainEnd);
    }
    forget();
  }

  @Override
  public void end(boolean whole) {
    if (whole) {
      settle();
    } else if (part != Part.OUTSIDE) {
      boolean any = pendingClass != null || pendingLink != null || !chain.isEmpty();
      if (any) {
        dump.leftOut().add("lines at the end, which is cut", number);
      }
      forget();
    }
    dumps.forEach(one -> new ProcDumpCheck(one).run());
  }
}
