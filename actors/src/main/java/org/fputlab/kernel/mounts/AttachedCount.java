package org.fputlab.kernel.mounts;

import akka.actor.typed.ActorRef;
import org.fputlab.kernel.task.Message;

/** What whoever counts the files of attached mounts can be asked. */
public sealed interface AttachedCount extends Message {

  /**
   * Detaches a mount, if only because it is unused: from now on {@link MountTable} counts its
   * files, and {@link MountTable.Detached} follows.
   */
  record Detach(int mount, boolean onlyIfUnused, ActorRef<? super MountTable.Detached> replyTo)
      implements AttachedCount {}

  /** Attaches a mount again, for a superblock of its own. */
  record Attach(int mount) implements AttachedCount {}
}
