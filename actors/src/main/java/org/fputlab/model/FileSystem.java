package org.fputlab.model;

import java.util.List;

/**
 * A file system, or any kind of open file: what the steps of a close take and wait for.
 *
 * @param name as scenario files name it
 * @param type the type that lockdep takes its locks by: its own name, or that of the one at the end
 *     of what it extends
 * @param flush {@code ->flush}: on every close of a descriptor, in the closer, under every policy
 * @param release {@code ->release}: on the last close
 * @param dIput {@code ->d_iput} of a silly-renamed file: the removal that was put off until now
 * @param evict {@code ->evict_inode} and {@code ->destroy_inode}
 * @param killSb {@code ->kill_sb}: shuts the file system down
 * @param alwaysEvict {@code ->drop_inode} says to evict at each last close, not only of an unlinked
 *     file
 * @param sillyRename unlink of an open file renames it instead
 * @param server the server that the word {@code server} in its steps stands for, or ""
 */
public record FileSystem(
    String name,
    String type,
    Path flush,
    Path release,
    Path dIput,
    Path evict,
    Path killSb,
    boolean alwaysEvict,
    boolean sillyRename,
    String server) {

  /** A file system of a type of its own. */
  public FileSystem(
      String name,
      Path flush,
      Path release,
      Path dIput,
      Path evict,
      Path killSb,
      boolean alwaysEvict,
      boolean sillyRename,
      String server) {
    this(name, name, flush, release, dIput, evict, killSb, alwaysEvict, sillyRename, server);
  }

  /** The paths of a close and of its shutdown, in the order in which they come. */
  public List<Path> paths() {
    return List.of(flush, release, dIput, evict, killSb);
  }

  /** Whether its files are unix sockets: their release purges a queue. */
  public boolean isSocket() {
    return release.has(new Effect.Empties(Effect.Store.SOCKET_QUEUE)::equals);
  }
}
