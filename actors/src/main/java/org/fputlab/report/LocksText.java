package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fputlab.engine.Figures;
import org.fputlab.kernellog.ForwardCounts;
import org.fputlab.kernellog.KernelLocks;
import org.fputlab.kernellog.LeftOut;
import org.fputlab.kernellog.LockNames;
import org.fputlab.kernellog.LockSource;
import org.fputlab.kernellog.Sleepers.Sleep;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;
import org.fputlab.report.Table.Side;

/** What real kernels were seen to take inside their deferred closes. */
public final class LocksText {

  /** A name is a macro's whole text now and then. */
  private static final int LONGEST_NAME = 48;

  /** So many classes behind a missing count are named. */
  private static final int NAMED = 6;

  private final Style style;
  private final UnderAClose close;
  private final KernelLocks locks;

  public LocksText(Style style, UnderAClose close) {
    this.style = style;
    this.close = close;
    this.locks = close.locks();
  }

  /** What was read, and how much of it a close reaches. */
  public List<String> header() {
    List<String> lines = new ArrayList<>();
    lines.add(style.heading("what this kernel was seen to take inside a deferred close"));
    locks.sources().forEach(source -> lines.addAll(read(source)));
    String under =
        close.starts().stream()
            .map(node -> name(node) + where(" (", locks.where(node), ")"))
            .collect(Collectors.joining(", "));
    lines.addAll(Paragraph.lines("  under    ", under));
    lines.addAll(Paragraph.lines("  reaches  ", reaches()));
    return lines;
  }

  private static String where(String before, String where, String after) {
    return where.isEmpty() ? "" : before + where + after;
  }

  private static List<String> read(LockSource source) {
    List<String> what = new ArrayList<>();
    add(what, source.classes(), "class", "classes");
    add(what, source.links(), "link", "links");
    add(what, source.chains(), "chain", "chains");
    add(what, source.reported(), "link of a report", "links of reports");
    if (source.kernelLinks() >= 0) {
      what.add("lockdep_stats");
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(Paragraph.lines("  read     ", source.file() + ": " + String.join(", ", what)));
    for (LeftOut.Some some : source.leftOut()) {
      lines.addAll(
          Paragraph.lines(
              "           ",
              "left out: %s %s, the first at line %d"
                  .formatted(Figures.count(some.count()), some.what(), some.firstLine())));
    }
    source.remarks().forEach(one -> lines.addAll(Paragraph.lines("           ", one)));
    return lines;
  }

  private static void add(List<String> what, int count, String one, String many) {
    if (count > 0) {
      what.add(Figures.count(count) + " " + (count == 1 ? one : many));
    }
  }

  private String reaches() {
    String sentence =
        "%d of %d classes, itself counted; %s sleep, %s spin, %s could be either"
            .formatted(
                close.size(),
                locks.classes().size(),
                Figures.count(close.reached(Sleep.SLEEPS).size()),
                Figures.count(close.reached(Sleep.SPINS).size()),
                Figures.count(close.reached(Sleep.OPEN).size()));
    int past = close.onlyPastReaders().size();
    return sentence
        + (past == 0 ? "" : "; " + past + " only past a reader that waits for nobody")
        + kernelsOwn();
  }

  private String kernelsOwn() {
    List<Node> starts = close.starts();
    long own = starts.size() == 1 ? locks.forward(starts.get(0)) : -1;
    return own < 0 || own == close.size() ? "" : "; the kernel counts " + Figures.count(own);
  }

  /** All of it: the best known locks, what is reached, and how far it can be trusted. */
  public List<String> body() {
    List<String> lines = new ArrayList<>();
    lines.addAll(wellKnown());
    lines.addAll(section("sleeping locks", close.reached(Sleep.SLEEPS)));
    lines.addAll(section("spinning locks", close.reached(Sleep.SPINS)));
    lines.addAll(
        section("either, by what was seen; most of these spin", close.reached(Sleep.OPEN)));
    lines.addAll(counts());
    lines.addAll(worth());
    return lines;
  }

  private List<String> wellKnown() {
    Table table = new Table().column(Side.LEFT, 2).column(Side.LEFT, 2).column(Side.LEFT, 2);
    for (String word : LockNames.wellKnownWords()) {
      Holding holding = close.holding(word);
      table.row(word, holding.mayHang() ? "taken" : "not seen", wellKnown(holding));
    }
    return titled("the best known locks", table.lines());
  }

  private String wellKnown(Holding holding) {
    int meant = holding.meant().size();
    if (meant == 0) {
      return "it has no class in what was given";
    }
    if (!holding.mayHang()) {
      return meant == 1 ? "" : "none of its " + meant + " classes";
    }
    Node nearest = holding.reached().get(0);
    String some = meant == 1 ? "" : ", " + holding.reached().size() + " of " + meant + " classes";
    return name(nearest) + " " + by(nearest) + some;
  }

  private List<String> section(String title, List<Node> nodes) {
    if (nodes.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table()
            .column(Side.LEFT, 2)
            .column(Side.LEFT, 2)
            .column(Side.LEFT, 2)
            .column(Side.LEFT, 2);
    for (Node node : nodes) {
      table.row(name(node), locks.usage(node), source(node), by(node));
    }
    return titled(title + ": " + nodes.size(), table.lines());
  }

  private String source(Node node) {
    List<Edge> path = close.path(node);
    String source = path.get(path.size() - 1).evidence().source();
    return locks.sources().size() > 1 ? source : "line " + source.replaceFirst(".*:", "");
  }

  private List<String> titled(String title, List<String> lines) {
    List<String> titled = new ArrayList<>();
    titled.add("");
    titled.add(style.heading(title));
    titled.addAll(lines);
    return titled;
  }

  /** How a close comes to it. */
  private String by(Node node) {
    List<Edge> path = close.path(node);
    if (path.size() == 1) {
      return "directly";
    }
    String by =
        path.subList(0, path.size() - 1).stream()
            .map(edge -> name(edge.to()))
            .collect(Collectors.joining(", "));
    return "by " + by;
  }

  static String name(Node node) {
    String name = node.name();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
  }

  private List<String> counts() {
    List<String> lines = new ArrayList<>();
    for (ForwardCounts counts : ForwardCounts.of(locks)) {
      lines.addAll(
          Paragraph.lines(
              "  ",
              "%s: for %d of %d classes both are the same"
                  .formatted(counts.file(), counts.agree(), counts.counted())));
      lines.addAll(fewer(counts));
      lines.addAll(more(counts));
    }
    return lines.isEmpty()
        ? lines
        : titled("the kernel's own count of what each class reaches (FD), beside ours", lines);
  }

  private List<String> fewer(ForwardCounts counts) {
    if (counts.fewer() == 0) {
      return List.of();
    }
    List<String> reached =
        counts.begin().stream().filter(one -> close.holding(one).mayHang()).toList();
    String named = String.join(", ", reached.subList(0, Math.min(NAMED, reached.size())));
    boolean hasChains = locks.sources().stream().anyMatch(source -> source.chains() > 0);
    return Paragraph.lines(
        "    ",
        ("for %d ours is less: /proc/lockdep does not print links over a lock that a trylock got."
                + " Such are missing at no less than %s, of which a close reaches %d%s.%s")
            .formatted(
                counts.fewer(),
                counts.begin().size() == 1 ? "1 class" : counts.begin().size() + " classes",
                reached.size(),
                named.isEmpty() ? "" : ": " + named + (reached.size() > NAMED ? ", ..." : ""),
                hasChains ? "" : " /proc/lockdep_chains of the same boot has them: give it too."));
  }

  private static List<String> more(ForwardCounts counts) {
    if (counts.more() == 0) {
      return List.of();
    }
    int other = counts.more() - counts.pastReaders();
    String why =
        counts.pastReaders() == 0
            ? ""
            : "%s past %s: its readers wait for nobody, and behind them the kernel does not count on."
                .formatted(
                    other == 0 ? "" : counts.pastReaders() + " of them",
                    String.join(", ", counts.readers()));
    String rest = other == 0 ? "" : "; the file does not say why for " + other;
    return Paragraph.lines(
        "    ", "for %d ours is more, ".formatted(counts.more()) + why.strip() + rest);
  }

  /** What an answer from such a graph is worth. */
  public List<String> worth() {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Paragraph.lines(
            "  ",
            "Each link was seen: the second lock was asked for while the first was held. A way of"
                + " several links was seen link by link, perhaps by different tasks."));
    lines.addAll(
        Paragraph.lines(
            "  ",
            "What is not listed was not seen, which is no proof: not in this boot, with this load,"
                + " these file systems and drivers. Closes that user tasks make run as task_work,"
                + " which has no class, so they are invisible here. All locks of a class count as"
                + " one."));
    return titled("what this is worth", lines);
  }
}
