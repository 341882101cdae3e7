package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * nfsd's cache of files that nobody uses now: those still on the LRU, and those the laundrette has
 * condemned.
 *
 * <p>Mirrors {@code nfsd_file_gc} (fs/nfsd/filecache.c, v6.9): a file put since the last round is
 * spared once, so it is condemned one to two rounds after its last use.
 */
public final class DisposeList {

  private List<Integer> recent = new ArrayList<>();
  private List<Integer> spared = new ArrayList<>();
  private final Deque<Integer> condemned = new ArrayDeque<>();

  /** A file's last user is gone. */
  public void put(int file) {
    recent.add(file);
  }

  /** One round of the laundrette; returns how many files it condemned. */
  public int age() {
    int count = spared.size();
    condemned.addAll(spared);
    spared = recent;
    recent = new ArrayList<>();
    return count;
  }

  /** Takes up to {@code most} condemned files, oldest first. */
  public Items take(int most) {
    int[] files = new int[Math.min(most, condemned.size())];
    for (int i = 0; i < files.length; i++) {
      files[i] = condemned.remove();
    }
    return Items.owning(files);
  }

  /** Whether no file is condemned. */
  public boolean isEmpty() {
    return condemned.isEmpty();
  }

  /** Whether no file is left for the laundrette to look at. */
  public boolean isIdle() {
    return recent.isEmpty() && spared.isEmpty();
  }
}
