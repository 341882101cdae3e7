package org.fputlab.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.fputlab.kernellog.LockNames;
import org.fputlab.kernellog.Sleepers.Sleep;
import org.fputlab.kernellog.UnderAClose;
import org.fputlab.locks.Node;
import org.fputlab.scenario.closing.HeldLock;
import org.fputlab.scenario.text.NearestWord;
import org.jspecify.annotations.Nullable;

/**
 * The locks that {@code may-i-sync --holding} names: a word of the scenario language, what lockdep
 * calls its class, or any class of a dump that is given.
 */
final class HeldLocks {

  private final @Nullable UnderAClose real;
  private final LockNames names;

  /**
   * @param real a real kernel's graph, or null for none
   */
  HeldLocks(@Nullable UnderAClose real) {
    this.real = real;
    this.names = new LockNames(real == null ? List.of() : real.locks().classes());
  }

  /** The lock of a name; empty where there is none. */
  Optional<HeldLock> of(String name, int number) {
    Optional<String> word = LockNames.word(name, HeldLock.words());
    if (word.isPresent()) {
      return word.map(known -> Objects.requireNonNull(HeldLock.of(known)));
    }
    List<Node> meant = names.meantBy(name);
    return meant.isEmpty()
        ? Optional.empty()
        : Optional.of(HeldLock.ofAKernel(name, !spins(meant), number));
  }

  private Optional<UnderAClose> real() {
    return Optional.ofNullable(real);
  }

  private boolean spins(List<Node> meant) {
    return meant.stream().allMatch(node -> real().orElseThrow().sleep(node) == Sleep.SPINS);
  }

  /** Why a name is none, and what it may have meant. */
  String refusal(String name) {
    Set<String> known = new LinkedHashSet<>(HeldLock.words());
    HeldLock.words().forEach(word -> known.addAll(LockNames.lockClasses(word)));
    real().ifPresent(graph -> graph.locks().classes().forEach(node -> known.add(node.lockClass())));
    return "is not known%s. %s. Known: %s, and what lockdep calls their classes; %s"
        .formatted(
            real == null ? "" : ", nor a class of the dump",
            NearestWord.nearestOf(name, known).replaceFirst("\\?$", ""),
            String.join(", ", HeldLock.words()),
            real == null ? "with --locks any class of your kernel" : "any class of the dump");
  }

  /** Those of which a real kernel is asked, as the user named them. */
  static List<String> asked(List<String> named, Optional<HeldLock> inCall) {
    List<String> asked = new ArrayList<>(new LinkedHashSet<>(named));
    inCall
        .map(HeldLock::word)
        .filter(word -> named.stream().noneMatch(one -> isOf(one, word)))
        .ifPresent(asked::add);
    return asked;
  }

  private static boolean isOf(String name, String word) {
    return LockNames.word(name, List.of(word)).isPresent();
  }
}
