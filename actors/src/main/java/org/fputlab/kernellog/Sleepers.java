package org.fputlab.kernellog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;

/**
 * Which classes sleep and which spin. {@code /proc/lockdep} does not say, but it follows: what is
 * taken in an interrupt, or with interrupts or softirqs off, does not sleep, nor what is asked for
 * while such a one is held; and what is held while one that sleeps is asked for may sleep itself
 * (Documentation/locking/locktypes.rst, v6.19). It begins with names that the kernel gives only to
 * one kind.
 */
public final class Sleepers {

  /** What is known of a class. */
  public enum Sleep {
    SLEEPS,
    SPINS,
    /** It may be either; nothing that was seen tells. */
    OPEN
  }

  private static final Pattern SLEEPS_BY_NAME =
      Pattern.compile(
          ".*(?:mutex|rwsem|_sem|mmap_sem|_rwsem|s_umount_key|i_mutex_key|i_mutex_dir_key|mmap_lock"
              + "|vm_lock->lock|invalidate_lock|q_usage_counter\\(\\w+\\)|\\.work)"
              + "|fs_reclaim|jbd2_handle|(?:k-)?sk_lock-.*"
              + "|(?:sb_writers|sb_pagefaults|sb_internal)"
              + "|\\((?:wq|work)_completion\\).*|.*srcu.*");

  private final KernelLocks locks;
  private final Map<Node, Sleep> known = new LinkedHashMap<>();

  Sleepers(KernelLocks locks) {
    this.locks = locks;
    for (Node node : locks.classes()) {
      known.put(node, byItself(node));
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Edge edge : locks.graph().edges()) {
        more |= follow(edge);
      }
    }
  }

  private Sleep byItself(Node node) {
    ProcClass details = locks.details(node);
    if (details != null && !details.maySleep()) {
      return Sleep.SPINS;
    }
    boolean sleeps = SLEEPS_BY_NAME.matcher(ProcLock.base(node.lockClass())).matches();
    return sleeps ? Sleep.SLEEPS : Sleep.OPEN;
  }

  private boolean follow(Edge edge) {
    if (known.get(edge.to()) == Sleep.SLEEPS) {
      return known.replace(edge.from(), Sleep.OPEN, Sleep.SLEEPS);
    }
    return known.get(edge.from()) == Sleep.SPINS
        && known.replace(edge.to(), Sleep.OPEN, Sleep.SPINS);
  }

  /** What is known of a class. */
  public Sleep of(Node node) {
    return known.getOrDefault(node, Sleep.OPEN);
  }
}
