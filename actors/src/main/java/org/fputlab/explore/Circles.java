package org.fputlab.explore;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.CycleSearch;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;

/** The circles of waits whose parts schedules have shown so far. */
final class Circles {

  /** More than these are not tried one by one. */
  private static final int MOST = 16;

  private record Ends(Node from, Node to) {}

  private final Map<Ends, Set<Circle.Part>> parts = new LinkedHashMap<>();
  private final Set<Ends> heldFrom = new LinkedHashSet<>();
  private final CycleSearch search = new CycleSearch();

  /**
   * Somebody asked for {@code to} while it held {@code from}, or while that could come of it.
   *
   * @param isHeld whether it held it
   */
  void add(Node from, boolean fromShared, Node to, boolean toShared, boolean isHeld, Seen seen) {
    Ends ends = new Ends(from, to);
    if (isHeld) {
      heldFrom.add(ends);
    }
    if (parts
        .computeIfAbsent(ends, none -> new LinkedHashSet<>())
        .add(new Circle.Part(seen.group(), seen.held(), to.name()))) {
      search.add(new Edge(from, fromShared, to, toShared, seen));
    }
  }

  /**
   * The circles, in the order in which they closed, but for those in which nobody was seen to hold
   * anything: there is no moment at which to hold him back. Where several were seen to ask for the
   * same, a circle for each: one of them may have to go on for the others to come so far.
   */
  List<Circle> all() {
    return search.cycles().stream()
        .map(Cycle::edges)
        .filter(edges -> edges.stream().map(Circles::ends).anyMatch(heldFrom::contains))
        .flatMap(this::circles)
        .limit(MOST)
        .toList();
  }

  private Stream<Circle> circles(List<Edge> edges) {
    int most = edges.stream().mapToInt(edge -> partsOf(edge).size()).max().orElse(0);
    return IntStream.range(0, most).mapToObj(turn -> circle(edges, turn));
  }

  private Circle circle(List<Edge> edges, int turn) {
    Set<Circle.Part> chosen = new LinkedHashSet<>();
    for (Edge edge : edges) {
      List<Circle.Part> all = partsOf(edge);
      chosen.add(all.get(turn % all.size()));
    }
    return new Circle(chosen);
  }

  private List<Circle.Part> partsOf(Edge edge) {
    return List.copyOf(parts.getOrDefault(ends(edge), Set.of()));
  }

  private static Ends ends(Edge edge) {
    return new Ends(edge.from(), edge.to());
  }
}
