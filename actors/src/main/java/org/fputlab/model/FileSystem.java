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
 * @param poll {@code ->poll}: whenever an eventpoll asks whether the file has an event
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
    String server,
    Path poll) {

  /** A file system of a type of its own, of which nothing happens when it is polled. */
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
    this(
        name,
        name,
        flush,
        release,
        dIput,
        evict,
        killSb,
        alwaysEvict,
        sillyRename,
        server,
        Path.empty(name.replace('-', '_') + "_poll"));
  }

  /** The paths of a close and of its shutdown, in the order in which they come. */
  public List<Path> closing() {
    return List.of(flush, release, dIput, evict, killSb);
  }

  /** These, and that of a poll. */
  public List<Path> paths() {
    return List.of(flush, release, dIput, evict, killSb, poll);
  }

  /** Whether its files are eventpolls: their release has them watch nothing. */
  public boolean isEventpoll() {
    return release.has(new Effect.Empties(Effect.Store.EVENTPOLL)::equals);
  }

  /** Whether its files are unix sockets: their release purges a queue. */
  public boolean isSocket() {
    return release.has(new Effect.Empties(Effect.Store.SOCKET_QUEUE)::equals);
  }
}
