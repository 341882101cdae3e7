package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Of which type of file system the inodes are that a scenario names: that of the mount where steps
 * or the scenario open them.
 */
public final class InodeTypes {

  private final KernelSpec spec;
  private final Map<String, String> types = new LinkedHashMap<>();

  public InodeTypes(KernelSpec spec) {
    this.spec = spec;
    NamedInodes.of(spec, (inode, mount) -> types.putIfAbsent(inode, ofMount(mount)));
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
