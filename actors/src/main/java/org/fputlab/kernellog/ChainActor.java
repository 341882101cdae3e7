package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task, or several alike, of a chain that becomes a scenario.
 *
 * @param who as the log names it, or a link of lockdep
 * @param count how many are alike
 * @param held the names of what it has that others wait for
 * @param wanted the name of what it asks for
 * @param asks how, by the table's word; {@code io} and the like where nobody of the log has it
 * @param part the close on its stack
 * @param inside whether that close took what it has
 * @param knownBy how it is known
 * @param in the function in which it asks
 */
record ChainActor(
    String who,
    int count,
    List<String> held,
    String wanted,
    String asks,
    ClosePart part,
    boolean inside,
    KnownBy knownBy,
    String in) {

  /** The links of a circle that lockdep printed. */
  static List<ChainActor> of(List<Dependency> links) {
    List<ChainActor> actors = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      Dependency link = links.get(i);
      boolean inside = link.side() == ClosePart.Side.INSIDE || isWorker(link);
      String who = link.task().isEmpty() ? "link #" + i + " of lockdep's chain" : link.task();
      boolean closes = link.part().isClose() && inside;
      if (link.held().equals(link.wanted())) {
        actors.add(of(link, who, link.held() + " of one", link.held() + " of another", closes));
        String other = "a second task, with the same locks the other way round";
        actors.add(of(link, other, link.held() + " of another", link.held() + " of one", closes));
      } else {
        actors.add(of(link, who, link.held(), link.wanted(), closes));
      }
    }
    return actors;
  }

  private static ChainActor of(
      Dependency link, String who, String held, String wanted, boolean inside) {
    return new ChainActor(
        who, 1, List.of(held), wanted, link.asks(), link.part(), inside, link.knownBy(), link.in());
  }

  private static boolean isWorker(Dependency link) {
    return link.part().begin() == ClosePart.Begin.WORKER;
  }

  /** Those who wait for one root or one another: each once, those alike together. */
  static List<ChainActor> of(Situation situation, List<SeenTask> tasks) {
    Map<String, ChainActor> actors = new LinkedHashMap<>();
    for (SeenTask task : tasks) {
      SeenWait wait = situation.wait(task);
      if (wait != null) {
        ChainActor one = of(situation, tasks, wait);
        String shape = one.held.isEmpty() ? one.wanted + one.part.begin() + one.in : task.name();
        actors.merge(shape, one, ChainActor::with);
      }
    }
    return new ArrayList<>(actors.values());
  }

  private static ChainActor of(Situation situation, List<SeenTask> tasks, SeenWait wait) {
    List<String> held = new ArrayList<>();
    boolean inside = false;
    ClosePart part = ClosePart.of(wait.task().task().stack());
    for (SeenTask other : tasks) {
      SeenWait behind = situation.wait(other);
      if (behind != null
          && behind.holders().contains(wait.task())
          && !held.contains(behind.key())) {
        held.add(behind.key());
        String taker = wait.task().taker(behind.lock());
        boolean closes = part.sideOf(taker, wait.task().task().stack()) == ClosePart.Side.INSIDE;
        inside |= part.isClose() && behind.kind().isLock() && closes;
      }
    }
    boolean isKept = wait.holders().stream().anyMatch(tasks::contains);
    return new ChainActor(
        wait.task().name(),
        1,
        held,
        wait.key(),
        isKept ? wait.cause().role() : "io",
        part,
        inside,
        wait.knownBy(),
        wait.cause().in());
  }

  private ChainActor with(ChainActor other) {
    return new ChainActor(
        who, count + other.count, held, wanted, asks, part, inside, knownBy.and(other.knownBy), in);
  }
}
