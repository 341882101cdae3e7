package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Message;
import org.fputlab.model.Path;
import org.jspecify.annotations.Nullable;

/**
 * A call to nfsd or lockd.
 *
 * @param op what the serving thread does
 * @param mount the number of the mount it is about
 * @param key what the call's own random numbers come from
 * @param sentAt when it arrived, in nanoseconds of the run
 * @param serves what the caller waits for and the serving thread holds meanwhile, for a caller on
 *     this machine
 * @param id the caller's own number for it
 * @param replyTo who wants to know that it was answered, or null
 */
public record Rpc(
    Path op,
    int mount,
    long key,
    long sentAt,
    @Nullable Resource serves,
    long id,
    @Nullable ActorRef<? super RpcReplied> replyTo)
    implements Message, Foreseen, Chained {

  /** Calls of different clients are not bound to one another's order. */
  @Override
  public long chain() {
    return id + 1;
  }

  /** The call was answered. */
  public record RpcReplied(long id) implements Message {}
}
