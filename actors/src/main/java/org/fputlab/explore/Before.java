package org.fputlab.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.fputlab.engine.Access;

/**
 * Who touched what on the present path: by it the earlier turns are found that a turn depends on.
 */
final class Before {

  /** The turns that touched one thing, by how they did. */
  private static final class Users {
    final BitSet lookers = new BitSet();
    final BitSet adders = new BitSet();
    final BitSet changers = new BitSet();

    BitSet of(Access how) {
      return switch (how) {
        case LOOKS -> lookers;
        case ADDS -> adders;
        case CHANGES -> changers;
      };
    }

    void addDependent(Access how, BitSet to) {
      for (Access other : Access.values()) {
        if (!how.commutesWith(other)) {
          to.or(of(other));
        }
      }
    }
  }

  private final List<Users> users = new ArrayList<>();
  private final List<BitSet> byTaker = new ArrayList<>();

  /** Whose turns these are. */
  private BitSet turnsOf(int taker) {
    while (byTaker.size() <= taker) {
      byTaker.add(new BitSet());
    }
    return byTaker.get(taker);
  }

  private Users usersOf(int thing) {
    while (users.size() <= thing) {
      users.add(new Users());
    }
    return users.get(thing);
  }

  /** The last turn that this one took, or -1. */
  int lastOf(int taker) {
    return turnsOf(taker).length() - 1;
  }

  /** The turns that touched any of this in a way that does not commute. */
  BitSet dependentOn(Touched touched) {
    BitSet found = new BitSet();
    for (int i = 0; i < touched.size(); i++) {
      usersOf(touched.thing(i)).addDependent(touched.how(i), found);
    }
    return found;
  }

  void add(int turn, int taker, Touched touched) {
    turnsOf(taker).set(turn);
    for (int i = 0; i < touched.size(); i++) {
      usersOf(touched.thing(i)).of(touched.how(i)).set(turn);
    }
  }

  void remove(int turn, int taker, Touched touched) {
    turnsOf(taker).clear(turn);
    for (int i = 0; i < touched.size(); i++) {
      usersOf(touched.thing(i)).of(touched.how(i)).clear(turn);
    }
  }
}
