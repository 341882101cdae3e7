package org.fputlab.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which eventpolls watch which open files. An item holds no reference to the file that it watches:
 * whoever drops the last one takes it out of every eventpoll.
 *
 * <p>Mirrors {@code ep->rbr} and {@code file->f_ep} (fs/eventpoll.c, v6.6): a file is watched once
 * by each eventpoll at most, and those that watch it are found last added first ({@code
 * hlist_add_head_rcu} in {@code attach_epitem}). Leaves out that the items of one file are told
 * apart by descriptor too, and their order in the tree, which is by address; here it is that in
 * which they were added.
 */
public final class Epitems {

  /** No file. */
  public static final int NONE = -1;

  /** More eventpolls than this may not watch one another in a row ({@code EP_MAX_NESTS}). */
  public static final int MAX_NESTS = 4;

  /**
   * A file that is watched.
   *
   * @param mount the number of its mount
   * @param eventpoll whether it is an eventpoll itself
   */
  public record Watched(int file, int mount, boolean eventpoll) {}

  private final Map<Integer, Map<Integer, Watched>> byEventpoll = new LinkedHashMap<>();
  private final Map<Integer, List<Integer>> watchers = new LinkedHashMap<>();

  /** {@code ep_insert}: returns false where the eventpoll watches it already. */
  public boolean add(int eventpoll, Watched file) {
    Map<Integer, Watched> items =
        byEventpoll.computeIfAbsent(eventpoll, first -> new LinkedHashMap<>());
    if (items.putIfAbsent(file.file(), file) != null) {
      return false;
    }
    watchers.computeIfAbsent(file.file(), first -> new ArrayList<>()).add(eventpoll);
    return true;
  }

  /** {@code __ep_remove}: returns false where the eventpoll does not watch it. */
  public boolean remove(int eventpoll, int file) {
    Map<Integer, Watched> items = byEventpoll.getOrDefault(eventpoll, new LinkedHashMap<>());
    if (items.remove(file) == null) {
      return false;
    }
    forget(eventpoll, file);
    return true;
  }

  /** {@code ep_clear_and_put}: the eventpoll watches nothing any more. */
  public void clear(int eventpoll) {
    Map<Integer, Watched> items = byEventpoll.remove(eventpoll);
    if (items != null) {
      items.keySet().forEach(file -> forget(eventpoll, file));
    }
  }

  private void forget(int eventpoll, int file) {
    List<Integer> left = watchers.getOrDefault(file, new ArrayList<>());
    left.remove(Integer.valueOf(eventpoll));
    if (left.isEmpty()) {
      watchers.remove(file);
    }
  }

  /** What the eventpoll watches, the first added first. */
  public List<Watched> watchedBy(int eventpoll) {
    return List.copyOf(byEventpoll.getOrDefault(eventpoll, Map.of()).values());
  }

  /** The eventpoll that watches the file and was the last to be told to, or {@link #NONE}. */
  public int watcherOf(int file) {
    List<Integer> all = watchers.getOrDefault(file, List.of());
    return all.isEmpty() ? NONE : all.get(all.size() - 1);
  }

  /** Whether anything watches the file. */
  public boolean isWatched(int file) {
    return watchers.containsKey(file);
  }
}
