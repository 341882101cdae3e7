package org.fputlab.kernel.task;

/**
 * Whatever an actor of the kernel can be sent.
 *
 * <p>Each subsystem has a protocol of its own, nested in its class, and may answer to that of an
 * area that several share, as {@code locks.LockRequest}; so its behaviour is one of messages.
 */
public interface Message {}
