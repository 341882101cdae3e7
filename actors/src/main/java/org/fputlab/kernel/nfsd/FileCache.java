package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.files.FilePuts;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Effect;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * What one task does with nfsd's file cache: leaving a file to it, and closing those that it has
 * put on its dispose list.
 *
 * <p>Emulates {@code nfsd_file_put}, {@code nfsd_file_delayed_close} and {@code
 * nfsd_file_net_dispose} (fs/nfsd/filecache.c, v6.6).
 */
final class FileCache {

  /** {@code nfsd_file_net_dispose}: an nfsd thread closes what it was given of the dispose list. */
  static final Path NFSD_DISPOSE =
      new Path(
          "nfsd_file_net_dispose",
          List.of(step(FileCache::closeNext, new Effect.Empties(Effect.Store.NFSD_DISPOSE))));

  /** What the cache's own worker does. */
  static final Path DELAYED_CLOSE =
      new Path(
          "nfsd_file_delayed_close",
          List.of(
              step(FileCache::takeDisposed, new Effect.Empties(Effect.Store.NFSD_DISPOSE)),
              step(FileCache::closeNext)));

  private final @Nullable ActorRef<Message> nfsd;
  private final Running task;
  private final Execution execution;

  FileCache(Running task, @Nullable ActorRef<Message> nfsd) {
    this.nfsd = nfsd;
    this.task = task;
    this.execution = task.execution();
  }

  private static Step step(Predicate<FileCache> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(FileCache.class)), effects);
  }

  boolean put(String name) {
    int file = task.the(OpenFiles.class).file(name);
    if (file != OpenFiles.NONE) {
      nfsd().tell(new Nfsd.FilePut(file));
    }
    return true;
  }

  private boolean takeDisposed() {
    nfsd().tell(new Nfsd.TakeDisposed(execution.self()));
    return false;
  }

  private boolean closeNext() {
    int file = task.the(Batches.class).next();
    return file == Batches.NONE || task.the(FilePuts.class).putCached(file);
  }

  private ActorRef<Message> nfsd() {
    if (nfsd == null) {
      throw new IllegalStateException("the machine runs no nfsd");
    }
    return nfsd;
  }
}
