package org.fputlab.explore;

/** Whoever runs the schedules of a search: the threads of this program, or others elsewhere. */
public interface Crew {

  /** Has them run until there is none left, or until the search is to stop. */
  void work(Search search, Exploration.Progress progress) throws InterruptedException;
}
