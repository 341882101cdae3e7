package org.fputlab.explore.matrix;

import java.util.Locale;

/** How a cell of the matrix is known. */
public enum Known {
  /** No order of steps, at any time, can hang: from the steps alone. */
  PROVED,
  /** No order of events can hang, within the bounds of the exploration: all were tried. */
  PROVED_WITHIN_BOUNDS,
  /** A schedule shows it. */
  FOUND,
  /** So many schedules did not show any hang. */
  NOT_FOUND,
  /** One run shows it. */
  A_RUN;

  /** As JSON writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As reports write it. */
  public String spoken() {
    return word().replace('_', ' ');
  }
}
