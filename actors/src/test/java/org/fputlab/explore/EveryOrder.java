package org.fputlab.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.engine.Access;

/**
 * Every order of a system's turns, one after another, without any reduction. Of each run it says
 * which class it is of: which turns there were, and for each those before it in every order that
 * differs only in turns that do not depend on each other.
 */
final class EveryOrder implements Orders {

  private static final class Choice {
    int place;
    int size;
  }

  private record Taken(String who, Set<Integer> before, Map<?, Access> accesses) {}

  private final List<Choice> choices = new ArrayList<>();
  private final List<Taken> run = new ArrayList<>();
  private final Map<Object, Integer> counts = new HashMap<>();
  private final Map<Object, Integer> last = new HashMap<>();
  private Object chosen = "";

  @Override
  public int choose(List<?> options) {
    if (run.size() == choices.size()) {
      choices.add(new Choice());
    }
    Choice choice = choices.get(run.size());
    choice.size = options.size();
    chosen = options.get(choice.place);
    return choice.place;
  }

  @Override
  public void taken(List<Integer> causes, Map<?, Access> accesses) {
    Set<Integer> before = new TreeSet<>();
    Integer mine = last.put(chosen, run.size());
    if (mine != null) {
      before.add(mine);
    }
    for (int cause : causes) {
      before.add(cause);
    }
    for (int i = 0; i < run.size(); i++) {
      if (!commute(run.get(i).accesses(), accesses)) {
        before.add(i);
      }
    }
    for (int direct : List.copyOf(before)) {
      before.addAll(run.get(direct).before());
    }
    run.add(new Taken(chosen + "." + counts.merge(chosen, 1, Integer::sum), before, accesses));
  }

  private static boolean commute(Map<?, Access> some, Map<?, Access> others) {
    for (Map.Entry<?, Access> one : some.entrySet()) {
      Access other = others.get(one.getKey());
      if (other != null && !one.getValue().commutesWith(other)) {
        return false;
      }
    }
    return true;
  }

  /** The class of the run just made. */
  String classOfRun() {
    Set<String> turns = new TreeSet<>();
    for (Taken taken : run) {
      Set<String> before = new TreeSet<>();
      taken.before().forEach(i -> before.add(run.get(i).who()));
      turns.add(taken.who() + " after " + before);
    }
    return String.join("\n", turns);
  }

  @Override
  public boolean next() {
    run.clear();
    counts.clear();
    last.clear();
    while (!choices.isEmpty()) {
      Choice deepest = choices.get(choices.size() - 1);
      if (++deepest.place < deepest.size) {
        return true;
      }
      choices.remove(choices.size() - 1);
    }
    return false;
  }
}
