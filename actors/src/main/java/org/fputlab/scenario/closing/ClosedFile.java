package org.fputlab.scenario.closing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of file that may be closed: a built-in file system, or a file whose release takes a lock
 * that the built-in ones do not.
 *
 * @param word how somebody asks for it
 * @param fileSystem its file system, as a scenario declares it
 * @param others what else the kernel does with what the close takes, as tasks of a scenario
 * @param source where the kernel does all that
 */
record ClosedFile(String word, List<String> fileSystem, List<String> others, List<String> source) {

  /** Of a device, or of a server: who mounts these is never the kernel for itself. */
  private static final Set<String> MOUNTED = Set.of("ext4", "xfs", "nfs", "afs", "fuse", "fuseblk");

  /** Where the kernel tells one mount from another. */
  static final String INTERNAL =
      "fs/namespace.c:1329-1339, v6.6: the final mntput of an internal mount, as this one, is not put off";

  private static final String WRITER =
      "tasks.writer { context = user, every = 10ms, run = [ open w on m inode data"
          + ", down_write i_rwsem(data), page_fault app, up_write i_rwsem(data), close w ] }";

  private static final String WRITES =
      "mm/filemap.c:97-98, v6.6: a write takes i_rwsem and then, to copy, mmap_lock";

  /** The last close of a removed file does what was put off: its inode goes, and its silly name. */
  private static final String REMOVER =
      "tasks.remover { context = user, every = 10ms, run = [ down_write i_rwsem(data)"
          + ", unlink on m inode data, up_write i_rwsem(data) ] }";

  private static final String REMOVES =
      "fs/namei.c, v6.6: vfs_unlink() removes the name of an open file, under its i_rwsem";

  private static final Map<String, ClosedFile> KNOWN = known();

  private static Map<String, ClosedFile> known() {
    Map<String, ClosedFile> known = new LinkedHashMap<>();
    for (String plain : List.of("ext4", "xfs", "tmpfs")) {
      named(known, plain, "extends = " + plain);
    }
    for (String remote : List.of("nfs", "afs", "fuse", "fuseblk")) {
      named(known, remote, "extends = " + remote, "server = far");
    }
    put(
        known,
        "inet",
        List.of("extends = inet"),
        List.of(sender("sk_lock(data)")),
        "net/ipv4/tcp.c, v6.6: tcp_sendmsg() copies from user memory under the socket's lock");
    put(
        known,
        "unix",
        List.of("extends = unix"),
        List.of(
            "tasks.sender { context = user, every = 10ms, run = [ open a on m, open b on m, send a over b, close a, close b ] }"),
        "net/unix/af_unix.c:602-683, v6.6: a unix socket's release drops what is in its queue");
    put(
        known,
        "eventpoll",
        List.of("extends = eventpoll"),
        List.of(),
        "fs/eventpoll.c, v6.6: ep_eventpoll_release()");
    put(
        known,
        "pipe",
        List.of(
            "release-function = pipe_release",
            "drop-inode = always",
            "release = [ mutex_lock pipe_mutex(inode), cpu 2us, mutex_unlock pipe_mutex(inode) ]"),
        List.of(sender("pipe_mutex(data)")),
        "fs/pipe.c, v6.6: pipe_release() takes pipe->mutex, under which pipe_write() copies");
    put(
        known,
        "userfaultfd",
        List.of(
            "release-function = userfaultfd_release",
            "drop-inode = unlinked",
            "release = [ down_write mmap_lock(app), cpu 10us, up_write mmap_lock(app) ]"),
        List.of(),
        "fs/userfaultfd.c:891-914, v6.6: userfaultfd_release() takes mmap_lock");
    put(
        known,
        "open-tree",
        List.of(
            "release-function = dissolve_on_fput",
            "release = [ down_write namespace_sem, cpu 20us, up_write namespace_sem ]"),
        List.of(),
        "fs/namespace.c:2052-2068, v6.6: dissolve_on_fput() takes namespace_sem");
    put(
        known,
        "nfsd-pool-stats",
        List.of(
            "release-function = nfsd_pool_stats_release",
            "release = [ mutex_lock nfsd_mutex, cpu 5us, mutex_unlock nfsd_mutex ]"),
        List.of(),
        "fs/nfsd/nfssvc.c:1098-1100, v6.6: nfsd_pool_stats_release() takes nfsd_mutex");
    return known;
  }

  private static String sender(String lock) {
    return "tasks.sender { context = user, every = 10ms, run = [ mutex_lock "
        + lock
        + ", page_fault app, mutex_unlock "
        + lock
        + " ] }";
  }

  /** A file with a name, which others may write and remove. */
  private static void named(Map<String, ClosedFile> known, String word, String... fileSystem) {
    put(known, word, List.of(fileSystem), List.of(WRITER, REMOVER), WRITES, REMOVES);
  }

  private static void put(
      Map<String, ClosedFile> known,
      String word,
      List<String> fileSystem,
      List<String> others,
      String... source) {
    known.put(word, new ClosedFile(word, fileSystem, others, List.of(source)));
  }

  /** The kind of this word, or null. */
  static @Nullable ClosedFile of(String word) {
    return KNOWN.get(word);
  }

  /** Whether the kernel may mount such for itself ({@code kern_mount}): {@code MNT_INTERNAL}. */
  boolean mayBeInternal() {
    return !MOUNTED.contains(word);
  }

  static Set<String> words() {
    return KNOWN.keySet();
  }
}
