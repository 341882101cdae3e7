package org.fputlab.locks.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.fputlab.locks.Node;

/**
 * What the steps of some may leave for others to find: files on lists, mounts that are detached,
 * names that are removed. It only grows; who walks the steps goes on until it does so no more.
 */
final class Leavings {

  private final Map<String, Set<FileKind>> files = new LinkedHashMap<>();
  private final Map<String, Set<String>> mounts = new LinkedHashMap<>();
  private final Set<String> detached = new LinkedHashSet<>();
  private final Set<FileKind> unlinked = new LinkedHashSet<>();
  private final Set<FileKind> known = new LinkedHashSet<>();
  private final Set<Node> notGivenBack = new LinkedHashSet<>();
  private final Set<String> frozen = new LinkedHashSet<>();
  private boolean grown;

  /** Whether anything came since it was last asked. */
  boolean hasGrown() {
    boolean answer = grown;
    grown = false;
    return answer;
  }

  private <T> void add(Set<T> some, T one) {
    grown |= some.add(one);
  }

  // Files and mounts on lists

  void leave(String list, FileKind file) {
    add(files.computeIfAbsent(list, first -> new LinkedHashSet<>()), file);
  }

  /** As it is now, for it may grow while somebody goes through it. */
  Set<FileKind> files(String list) {
    return new LinkedHashSet<>(files.getOrDefault(list, Set.of()));
  }

  void leaveMount(String list, String mount) {
    add(mounts.computeIfAbsent(list, first -> new LinkedHashSet<>()), mount);
  }

  Set<String> mounts(String list) {
    return new LinkedHashSet<>(mounts.getOrDefault(list, Set.of()));
  }

  // What may happen at all

  void know(FileKind file) {
    add(known, file);
  }

  /** Every file that there may be. */
  Set<FileKind> known() {
    return new LinkedHashSet<>(known);
  }

  /** The mount may be unmounted, and then its last reference be dropped. */
  void detach(String mount) {
    add(detached, mount);
  }

  boolean mayAnyBeDetached() {
    return !detached.isEmpty();
  }

  boolean mayBeDetached(String mount) {
    return detached.contains(mount);
  }

  /** An inode that is known by name may be removed by any of its names. */
  void unlink(FileKind file) {
    add(unlinked, nameOf(file));
  }

  boolean mayBeUnlinked(FileKind file) {
    return unlinked.contains(nameOf(file));
  }

  private static FileKind nameOf(FileKind file) {
    return file.inode().isEmpty() ? file : new FileKind("", file.inode());
  }

  /** Somebody takes it and leaves it to others to give it back. */
  void notGivenBack(Node node) {
    add(notGivenBack, node);
  }

  boolean isLeftToOthers(Node node) {
    return notGivenBack.contains(node);
  }

  void freeze(String mount) {
    add(frozen, mount);
  }

  Set<String> frozen() {
    return frozen;
  }
}
