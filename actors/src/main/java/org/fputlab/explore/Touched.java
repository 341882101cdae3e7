package org.fputlab.explore;

import java.util.Arrays;
import java.util.Map;
import org.fputlab.engine.Access;

/** The things that one turn touched, by their numbers in the search, and how. */
final class Touched {

  private final int[] things;
  private final Access[] how;

  private Touched(int[] things, Access[] how) {
    this.things = things;
    this.how = how;
  }

  static Touched of(Map<?, Access> accesses, Numbers numbers) {
    int[] things = new int[accesses.size()];
    int next = 0;
    for (Object thing : accesses.keySet()) {
      things[next++] = numbers.of(thing);
    }
    Arrays.sort(things);
    Access[] how = new Access[things.length];
    accesses.forEach(
        (thing, access) -> how[Arrays.binarySearch(things, numbers.of(thing))] = access);
    return new Touched(things, how);
  }

  int size() {
    return things.length;
  }

  int thing(int place) {
    return things[place];
  }

  Access how(int place) {
    return how[place];
  }

  /** Whether it makes no difference which of two such turns comes first. */
  boolean commutesWith(Touched other) {
    int mine = 0;
    int theirs = 0;
    while (mine < things.length && theirs < other.things.length) {
      int order = Integer.compare(things[mine], other.things[theirs]);
      if (order == 0 && !how[mine].commutesWith(other.how[theirs])) {
        return false;
      }
      mine += order <= 0 ? 1 : 0;
      theirs += order >= 0 ? 1 : 0;
    }
    return true;
  }

  boolean isSameAs(Touched other) {
    return Arrays.equals(things, other.things) && Arrays.equals(how, other.how);
  }
}
