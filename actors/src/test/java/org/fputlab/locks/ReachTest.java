package org.fputlab.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {

  private static Node node(String name) {
    return Node.ofClass(Node.Kind.LOCK, name);
  }

  private static LockGraph graph(String... edges) {
    List<Edge> all = new ArrayList<>();
    for (String edge : edges) {
      String[] ends = edge.split(">", -1);
      all.add(Edge.of(node(ends[0]), node(ends[1]), new FileLine("dump", all.size() + 1)));
    }
    return LockGraph.of(all);
  }

  @Test
  void startCountsItself() {
    Reach reach = Reach.of(graph("a>b", "b>c", "d>a"), List.of(node("a")));
    assertThat(reach.nodes()).containsExactly(node("a"), node("b"), node("c"));
    assertThat(reach.size()).isEqualTo(3);
    assertThat(reach.has(node("d"))).isFalse();
    assertThat(reach.path(node("a"))).isEmpty();
  }

  @Test
  void pathIsAShortestOne() {
    Reach reach = Reach.of(graph("a>b", "b>c", "c>d", "a>c"), List.of(node("a")));
    assertThat(reach.path(node("d")))
        .extracting(Edge::toString)
        .containsExactly("a -> c", "c -> d");
  }

  @Test
  void circleEnds() {
    Reach reach = Reach.of(graph("a>b", "b>a"), List.of(node("a")));
    assertThat(reach.size()).isEqualTo(2);
    assertThat(reach.path(node("b"))).hasSize(1);
  }

  @Test
  void fromSeveralStartsEachIsReachedFromTheNearest() {
    Reach reach = Reach.of(graph("a>b", "b>c", "x>c"), List.of(node("a"), node("x")));
    assertThat(reach.path(node("c"))).extracting(Edge::toString).containsExactly("x -> c");
    assertThat(reach.size()).isEqualTo(4);
  }
}
