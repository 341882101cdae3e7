package org.fputlab.watch;

/** Whether a queue grows without bound, by a statistical test on its drift. */
public final class Backlog {

  private Backlog() {}

  /**
   * How a queue moved over a run.
   *
   * @param queue its name
   * @param end its length at the end
   * @param peak its greatest length
   * @param perSecond mean growth per second
   * @param low lower end of the 99% interval of that mean
   * @param high upper end of it
   * @param grows whether the interval lies above zero and the growth matters
   * @param samples how many lengths it was worked out from
   */
  public record Drift(
      String queue,
      long end,
      long peak,
      double perSecond,
      double low,
      double high,
      boolean grows,
      int samples) {}
}
