package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The inodes that a scenario names, wherever it or its steps open one. */
final class NamedInodes {

  private final BiConsumer<String, String> each;
  private final Map<String, Set<Path>> searchedByMount = new LinkedHashMap<>();

  private NamedInodes(BiConsumer<String, String> each) {
    this.each = each;
  }

  /**
   * Tells of every one, with the mount that it is opened on; of some more than once.
   *
   * @param each is told the inode and the mount, which is "" where nobody says
   */
  static void of(KernelSpec kernel, BiConsumer<String, String> each) {
    NamedInodes inodes = new NamedInodes(each);
    kernel.files().forEach(file -> inodes.found(file.inode(), file.mount()));
    kernel.programs().forEach(program -> inodes.search(program.path(), program.mount()));
  }

  private void search(Path path, String mount) {
    if (!searchedByMount.computeIfAbsent(mount, first -> new LinkedHashSet<>()).add(path)) {
      return;
    }
    path.effects()
        .forEach(
            effect -> {
              if (effect instanceof Effect.Opens open) {
                found(open.inode(), open.mount().isEmpty() ? mount : open.mount());
              } else if (effect instanceof Effect.Calls call) {
                search(call.path(), mount);
              }
            });
  }

  private void found(String inode, String mount) {
    if (!inode.isEmpty()) {
      each.accept(inode, mount);
    }
  }
}
