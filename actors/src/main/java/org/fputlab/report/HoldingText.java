package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.kernellog.UnderAClose.Holding;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockdepText;
import org.fputlab.locks.Node;
import org.fputlab.report.Table.Side;

/** Whether who holds a lock may close in place, by what real kernels were seen to do. */
public final class HoldingText {

  private final Style style;
  private final UnderAClose close;

  public HoldingText(Style style, UnderAClose close) {
    this.style = style;
    this.close = close;
  }

  /** The answer for one lock. */
  public List<String> lines(Holding holding) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (holding.mayHang()) {
      mayHang(lines, holding);
    } else {
      notSeen(lines, holding);
    }
    return lines;
  }

  private void mayHang(List<String> lines, Holding holding) {
    Node node = holding.reached().get(0);
    lines.add(style.bad("may hang") + ": closing synchronously with " + holding.name() + " held");
    List<Edge> path = close.path(node);
    if (path.isEmpty()) {
      lines.addAll(Paragraph.lines("  ", "it is the deferred close itself"));
      return;
    }
    lines.addAll(way(path));
    Set<Node> silent = close.silentOn(path);
    if (silent.isEmpty()) {
      lines.addAll(Paragraph.lines("  ", meaning(node, path)));
      others(lines, holding);
      lines.add("");
      scenario(lines, node);
    } else {
      lines.addAll(Paragraph.lines("  ", pastReaders(silent)));
      others(lines, holding);
    }
  }

  private void scenario(List<String> lines, Node node) {
    List<String> scenario = LockdepText.scenario(close.ifHeld(node));
    scenario
        .subList(0, scenario.size() - 1)
        .forEach(line -> lines.add(line.isEmpty() ? "" : " " + line));
  }

  private static String pastReaders(Set<Node> silent) {
    return "The way goes past %s, whose readers wait for nobody: it hangs if one close takes both, not if two tasks do."
        .formatted(names(silent));
  }

  private static List<String> way(List<Edge> path) {
    Table table = new Table().column(Side.LEFT, 4).column(Side.LEFT, 2);
    table.row(LocksText.name(path.get(0).from()), "a deferred close");
    for (Edge edge : path) {
      table.row(" -> " + LocksText.name(edge.to()), edge.evidence().source());
    }
    return table.lines();
  }

  private static String meaning(Node node, List<Edge> path) {
    String name = LocksText.name(node);
    if (path.size() == 1) {
      return "A close takes %s itself: with the same one held it waits for itself, with another of its class for whoever does the like."
          .formatted(name);
    }
    return "A close takes %s, and who has that asks for %s: held by the closer, neither goes on."
        .formatted(LocksText.name(path.get(0).to()), name);
  }

  private void others(List<String> lines, Holding holding) {
    int reached = holding.reached().size();
    int meant = holding.meant().size();
    if (meant > 1 && reached < meant) {
      lines.addAll(
          Paragraph.lines(
              "  ",
              "%d of the %d classes that %s means %s taken under a close: %s"
                  .formatted(
                      reached,
                      meant,
                      holding.name(),
                      reached == 1 ? "is" : "are",
                      names(holding.reached()))));
    }
  }

  private static String names(Iterable<Node> nodes) {
    List<String> names = new ArrayList<>();
    nodes.forEach(node -> names.add(LocksText.name(node)));
    return String.join(", ", names);
  }

  private void notSeen(List<String> lines, Holding holding) {
    lines.add(style.strong("not seen") + " under a close here: " + holding.name());
    int meant = holding.meant().size();
    String classes =
        switch (meant) {
          case 0 -> "It has no class in what was given: perhaps nobody ever took it.";
          case 1 ->
              "Its class, %s, was taken, but not inside a deferred close."
                  .formatted(names(holding.meant()));
          default ->
              "Its %d classes were taken, but none inside a deferred close.".formatted(meant);
        };
    lines.addAll(Paragraph.lines("  ", classes + " That is no proof: it was not seen, see below."));
  }
}
