package org.fputlab.locks;

/**
 * That {@code to} is asked for while {@code from} is held, or while the end of {@code from} depends
 * on who asks.
 *
 * @param fromShared whether it is held as a reader
 * @param toShared whether it is asked for as a reader
 */
public record Edge(Node from, boolean fromShared, Node to, boolean toShared, Evidence evidence) {

  /** Between two that are not read. */
  public static Edge of(Node from, Node to, Evidence evidence) {
    return new Edge(from, false, to, false, evidence);
  }

  /** What makes two edges alike; of those alike a graph keeps the first. */
  record Ends(Node from, boolean fromShared, Node to, boolean toShared) {}

  Ends ends() {
    return new Ends(from, fromShared, to, toShared);
  }

  /** The same between the classes of both. */
  Edge ofItsClasses() {
    return new Edge(from.ofItsClass(), fromShared, to.ofItsClass(), toShared, evidence);
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
