package org.fputlab.kernel.files;

import akka.actor.typed.ActorRef;
import java.util.List;
import org.fputlab.engine.Engine;
import org.fputlab.model.FileTable;
import org.fputlab.model.KernelSpec;

/**
 * Whether a file that somebody uses is still held by anybody. A kernel does not look ({@code fput},
 * fs/file_table.c, v6.6, lets {@code f_count} underflow); here it is noted as a use after free.
 */
final class References {

  private final Engine engine;
  private final FileTable files;
  private final List<KernelSpec.SharedFile> shared;

  References(Engine engine, FileTable files, List<KernelSpec.SharedFile> shared) {
    this.engine = engine;
    this.files = files;
    this.shared = shared;
  }

  /** Whether {@code by} may take one more reference to it. */
  boolean canTake(int file, ActorRef<?> by) {
    return isHeld(file, by, "get_file", "takes a reference to ");
  }

  /** Whether there is a reference that {@code by} can drop. */
  boolean canDrop(int file, ActorRef<?> by, String function) {
    return isHeld(file, by, function, "drops a reference to ");
  }

  private boolean isHeld(int file, ActorRef<?> by, String function, String does) {
    if (files.count(file) > 0) {
      return true;
    }
    String name = file < shared.size() ? shared.get(file).name() : "file " + file;
    String what = does + name + ", which nobody holds any more,";
    engine.tables().bugs().note(engine.now(), by.path().name(), function, what);
    return false;
  }
}
