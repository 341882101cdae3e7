package org.fputlab.cli;

/** The command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    try (org.fputlab.engine.sim.SimEngine e = new org.fputlab.engine.sim.SimEngine()) {
      System.out.println("up " + e.now());
    }
  }
}
