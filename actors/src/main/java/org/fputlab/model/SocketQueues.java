package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * Files in flight: which files lie in the receive queue of which unix socket, and which of those
 * nobody else can reach.
 *
 * <p>Mirrors the queues and the garbage search of net/unix/garbage.c, v6.6 ({@code unix_gc}:
 * candidates are sockets in flight that only queues refer to; what a non-candidate can reach is
 * kept). A message holds one file. Leaves out listeners.
 */
public final class SocketQueues {

  private final Map<Integer, Deque<Integer>> queues = new LinkedHashMap<>();
  private final Map<Integer, Integer> inFlight = new TreeMap<>();

  /** A new socket, with an empty queue. */
  public void add(int socket) {
    queues.put(socket, new ArrayDeque<>());
  }

  /** Whether the file is a socket that is not closed yet. */
  public boolean isSocket(int file) {
    return queues.containsKey(file);
  }

  /** Puts one reference to {@code file} into the queue of {@code socket}. */
  public void send(int file, int socket) {
    Deque<Integer> queue = queues.get(socket);
    if (queue == null) {
      throw new IllegalStateException("file " + socket + " is no socket");
    }
    queue.add(file);
    inFlight.merge(file, 1, Integer::sum);
  }

  /**
   * Empties a socket's queue for good; the references that lay in it are now the caller's to put.
   */
  public List<Integer> close(int socket) {
    Deque<Integer> queue = queues.remove(socket);
    return queue == null ? List.of() : take(queue, file -> true);
  }

  private List<Integer> take(Deque<Integer> queue, Predicate<Integer> which) {
    List<Integer> files = queue.stream().filter(which).toList();
    queue.removeIf(which);
    for (int file : files) {
      inFlight.computeIfPresent(file, (key, count) -> count == 1 ? null : count - 1);
    }
    return files;
  }

  /** References in all queues together. */
  public int inFlight() {
    return inFlight.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The sockets in flight, in order of their numbers. */
  public List<Integer> socketsInFlight() {
    return inFlight.keySet().stream().filter(this::isSocket).toList();
  }

  /**
   * Takes the garbage sockets out of one another's queues. What else lies there goes when they are
   * closed.
   *
   * @param references how many references a file has in all
   * @return the references taken out, now the caller's to put
   */
  public List<Integer> collect(IntUnaryOperator references) {
    Set<Integer> garbage = new LinkedHashSet<>();
    for (int socket : socketsInFlight()) {
      if (references.applyAsInt(socket) == inFlight.getOrDefault(socket, 0)) {
        garbage.add(socket);
      }
    }
    keepReachable(garbage);
    List<Integer> taken = new ArrayList<>();
    for (int socket : garbage) {
      taken.addAll(take(queues.getOrDefault(socket, new ArrayDeque<>()), garbage::contains));
    }
    return taken;
  }

  /**
   * Takes back out of {@code garbage} what a socket outside it leads to, however long the chain.
   */
  private void keepReachable(Set<Integer> garbage) {
    Deque<Integer> reached = new ArrayDeque<>(queues.keySet());
    reached.removeAll(garbage);
    while (!reached.isEmpty()) {
      for (int file : queues.getOrDefault(reached.remove(), new ArrayDeque<>())) {
        if (garbage.remove(file)) {
          reached.add(file);
        }
      }
    }
  }
}
