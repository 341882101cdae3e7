package org.fputlab.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CycleSearchTest {

  private static Edge edge(String from, String to) {
    return Edge.of(
        Node.ofClass(Node.Kind.LOCK, from),
        Node.ofClass(Node.Kind.LOCK, to),
        new FileLine("dump", 1));
  }

  private static List<String> circles(Edge... edges) {
    CycleSearch search = new CycleSearch();
    List.of(edges).forEach(search::add);
    return search.cycles().stream().map(Cycle::toString).toList();
  }

  private static List<String> all(Edge... edges) {
    return CycleSearch.all(LockGraph.of(List.of(edges))).stream().map(Cycle::toString).toList();
  }

  @Test
  void oneOrderIsNoCircle() {
    assertThat(circles(edge("a", "b"), edge("b", "c"), edge("a", "c"))).isEmpty();
    assertThat(all(edge("a", "b"), edge("b", "c"), edge("a", "c"))).isEmpty();
  }

  @Test
  void edgeThatClosesACircleTellsTheShortest() {
    assertThat(
            circles(edge("a", "b"), edge("b", "c"), edge("b", "d"), edge("d", "c"), edge("c", "a")))
        .containsExactly("c -> a -> b -> c");
  }

  @Test
  void sameNodesAreToldOnce() {
    assertThat(circles(edge("a", "b"), edge("b", "a"), edge("b", "a"))).hasSize(1);
    assertThat(all(edge("a", "b"), edge("b", "a"))).containsExactly("a -> b -> a");
  }

  @Test
  void whatIsAskedForWhileHeldIsACircleOfOne() {
    CycleSearch search = new CycleSearch();
    search.add(edge("a", "a"));
    assertThat(search.cycles()).singleElement().matches(Cycle::isRecursion);
    assertThat(all(edge("a", "a"))).containsExactly("a -> a");
  }

  @Test
  void everyEdgeOfAnyCircleIsPartOfOneThatIsTold() {
    List<Edge> edges =
        List.of(
            edge("a", "b"),
            edge("b", "c"),
            edge("c", "a"),
            edge("c", "d"),
            edge("d", "a"),
            edge("d", "e"),
            edge("x", "a"));
    assertThat(CycleSearch.all(LockGraph.of(edges)).stream().flatMap(one -> one.edges().stream()))
        .contains(edges.get(0), edges.get(1), edges.get(2), edges.get(3), edges.get(4))
        .doesNotContain(edges.get(5), edges.get(6));
  }

  @Test
  void instancesInOneOrderCanBeACircleOfTheirClasses() {
    Node app = new Node(Node.Kind.RWSEM, "&mm->mmap_lock", "mmap_lock(app)");
    Node other = new Node(Node.Kind.RWSEM, "&mm->mmap_lock", "mmap_lock(other)");
    LockGraph graph = LockGraph.of(List.of(Edge.of(app, other, new FileLine("dump", 1))));
    assertThat(CycleSearch.all(graph)).isEmpty();
    assertThat(CycleSearch.all(graph.byClass()))
        .extracting(Cycle::toString)
        .containsExactly("&mm->mmap_lock -> &mm->mmap_lock");
  }

  @Test
  void readerAndWriterAreTwoEdges() {
    Node a = Node.ofClass(Node.Kind.RWSEM, "a");
    Node b = Node.ofClass(Node.Kind.RWSEM, "b");
    LockGraph graph = new LockGraph();
    assertThat(graph.add(new Edge(a, true, b, false, new FileLine("dump", 1)))).isTrue();
    assertThat(graph.add(new Edge(a, false, b, false, new FileLine("dump", 2)))).isTrue();
    assertThat(graph.add(new Edge(a, true, b, false, new FileLine("dump", 3)))).isFalse();
    assertThat(graph.edges())
        .extracting(one -> one.evidence().source())
        .containsExactly("dump:1", "dump:2");
  }
}
