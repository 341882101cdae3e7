package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of which type of file system the inodes are that a scenario names: that of the mount where steps
 * or the scenario open them.
 */
public final class InodeTypes {

  private final KernelSpec spec;
  private final Map<String, String> types = new LinkedHashMap<>();

  public InodeTypes(KernelSpec spec) {
    this.spec = spec;
    spec.files().forEach(file -> add(file.inode(), file.mount()));
    spec.clients().forEach(client -> walk(client.op(), client.mount()));
    spec.tasks().forEach(task -> walk(task.run(), ""));
    spec.works().values().forEach(work -> walk(work.run(), ""));
    spec.servers().values().stream()
        .flatMap(server -> server.paths().stream())
        .forEach(path -> walk(path, ""));
    spec.mounts().values().forEach(mount -> walk(mount.fileSystem()));
  }

  private void walk(FileSystem fs) {
    fs.paths().forEach(path -> walk(path, ""));
  }

  private void walk(Path path, String mount) {
    walk(path, mount, new LinkedHashSet<>());
  }

  private void walk(Path path, String mount, Set<String> called) {
    path.effects()
        .forEach(
            effect -> {
              if (effect instanceof Effect.Opens open) {
                add(open.inode(), open.mount().isEmpty() ? mount : open.mount());
              } else if (effect instanceof Effect.Calls call
                  && called.add(call.path().function())) {
                walk(call.path(), mount, called);
              }
            });
  }

  private void add(String inode, String mount) {
    if (!inode.isEmpty()) {
      types.putIfAbsent(inode, ofMount(mount));
    }
  }

  /** The type of the file system of this mount, or "" where there is no such mount. */
  public String ofMount(String name) {
    KernelSpec.Mount mount = spec.mounts().get(name);
    return mount == null ? "" : mount.fileSystem().type();
  }

  /** The type that an inode, a directory or a mount is of, as locks name them; "" if unknown. */
  public String of(String instance) {
    String type = types.get(instance);
    return type != null ? type : ofMount(instance.replace("/", ""));
  }
}
