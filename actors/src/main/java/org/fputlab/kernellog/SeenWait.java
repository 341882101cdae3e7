package org.fputlab.kernellog;

import java.util.List;
import org.fputlab.engine.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What one task waits for, who has it, and how that is known.
 *
 * @param task the task
 * @param cause what its stack says
 * @param kind what supervisors may conclude from it
 * @param what its name, as part of a sentence
 * @param lock the lock as lockdep lists it, or null
 * @param holders who has it or could end it; of all of them it is waited for
 * @param knownBy how both are known
 * @param maybe others of whom one may have it, which the log does not tell apart
 */
public record SeenWait(
    SeenTask task,
    WaitCause cause,
    Resource.Kind kind,
    String what,
    @Nullable PrintedLock lock,
    List<SeenTask> holders,
    KnownBy knownBy,
    List<SeenTask> maybe) {}
