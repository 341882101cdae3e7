package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.fputlab.engine.sim.SimEngine;

/**
 * A measured run, what its scenario came to in the model, and whether the two agree.
 *
 * @param run what was measured
 * @param cells what is compared, in the order of {@link Quantity}
 */
public record Comparison(MeasuredRun run, List<Cell> cells) {

  /** What is compared, and how far the model may be off. */
  public enum Quantity {
    SLOPE,
    CLOSES,
    WAIT_P50,
    WAIT_P99,
    LAG_P50,
    LAG_P99,
    INVERSIONS
  }

  /** What a figure of the model comes to. */
  public enum Standing {
    /** Within the bar. */
    WITHIN,
    /** Outside, but by less than the measurement tells. */
    UNRESOLVED,
    /** Outside the bar. */
    OUTSIDE,
    /** Not to be compared: what the kernel came to, or nearly all of it, went into the model. */
    FED_IN,
    /** Not to be compared: the end of the run cut the longest times off. */
    CUT_OFF;

    /** Whether such a figure tells whether the model is right. */
    public boolean isCompared() {
      return compareTo(FED_IN) < 0;
    }
  }

  /**
   * One figure of the kernel beside that of the model.
   *
   * @param quantity which
   * @param kernel measured
   * @param model emulated
   * @param standing what that comes to
   */
  public record Cell(Quantity quantity, double kernel, double model, Standing standing) {

    /** Whether the model is within its bar, or by no more outside than can be told. */
    public boolean inside() {
      return standing != Standing.OUTSIDE;
    }
  }

  private static final double RATES = 0.05;
  private static final double MEDIANS = 0.20;
  private static final double TAILS = 2;

  /** So many standard errors hold 99% of such slopes. */
  private static final double ERRORS = 2.58;

  /** A percentile is cut off where this part of the closes had not ended with the run. */
  private static final double CUT_OFF = 0.01;

  private static final double SECOND = 1e9;

  /** Emulates a run and compares. */
  public static Comparison of(MeasuredRun run, Calibration calibration, SimEngine engine) {
    return of(run, calibration, Trial.of(run, calibration.costs(run), engine));
  }

  static Comparison of(MeasuredRun run, Calibration calibration, Figures model) {
    Figures kernel = Figures.of(run);
    List<Cell> cells = new ArrayList<>();
    slope(cells, kernel, model, SECOND / run.load());
    cells.add(cell(Quantity.CLOSES, kernel.closesPerSecond(), model.closesPerSecond(), 1 + RATES));
    optional(cells, Quantity.WAIT_P50, kernel.waitP50(), model.waitP50(), 1 + MEDIANS);
    optional(cells, Quantity.WAIT_P99, kernel.waitP99(), model.waitP99(), TAILS);
    cells.add(cell(Quantity.LAG_P50, kernel.lagP50(), model.lagP50(), 1 + MEDIANS));
    cells.add(cell(Quantity.LAG_P99, kernel.lagP99(), model.lagP99(), TAILS));
    cells.add(inversions(kernel, model.inversions()));
    boolean isCut = run.counter("opened_end") * (1 - CUT_OFF) > kernel.releases();
    cells.replaceAll(
        cell ->
            compared(
                cell, calibration.isFedIn(run, cell.quantity()) || isRelease(run, cell), isCut));
    return new Comparison(run, List.copyOf(cells));
  }

  private static Cell inversions(Figures kernel, Estimate model) {
    double measured = kernel.inversions().value();
    double allowed = RATES * Math.max(kernel.releases(), 1);
    return new Cell(
        Quantity.INVERSIONS,
        measured,
        model.value(),
        standing(
            Math.abs(measured - model.value()) <= allowed,
            model.low() <= measured + allowed && model.high() >= measured - allowed));
  }

  private static Standing standing(boolean isInside, boolean mayBeInside) {
    return isInside ? Standing.WITHIN : mayBeInside ? Standing.UNRESOLVED : Standing.OUTSIDE;
  }

  /**
   * Whether a time in or after the close call is nearly all that of the release, which the model
   * was given: where a closer runs the release itself, and that alone is within the bar.
   */
  private static boolean isRelease(MeasuredRun run, Cell cell) {
    Buckets service = Objects.requireNonNull(run.times().get("service"));
    boolean isPutOff =
        run.isExit()
            || switch (run.policy()) {
              case SYNC, FLUSH, USER -> false;
              case DEFERRED, OWNWQ, HYBRID -> true;
            };
    return !isPutOff
        && switch (cell.quantity()) {
          case WAIT_P50, LAG_P50 -> service.quantile(0.5) >= cell.kernel() * (1 - MEDIANS);
          case WAIT_P99, LAG_P99 -> service.quantile(0.99) >= cell.kernel() / TAILS;
          case SLOPE, CLOSES, INVERSIONS -> false;
        };
  }

  private static Cell compared(Cell cell, boolean isFedIn, boolean isCut) {
    boolean isLag = cell.quantity() == Quantity.LAG_P50 || cell.quantity() == Quantity.LAG_P99;
    Standing standing =
        isFedIn ? Standing.FED_IN : isLag && isCut ? Standing.CUT_OFF : cell.standing();
    return new Cell(cell.quantity(), cell.kernel(), cell.model(), standing);
  }

  /**
   * A slope is only known up to its error, and up to one file over the load, as files are whole: a
   * queue that keeps up has none to speak of.
   */
  private static void slope(List<Cell> cells, Figures kernel, Figures model, double oneFile) {
    if (kernel.slope().isEmpty() || model.slope().isEmpty()) {
      return;
    }
    double measured = kernel.slope().getAsDouble();
    double emulated = model.slope().getAsDouble();
    double error = ERRORS * Math.hypot(kernel.slopeError(), model.slopeError());
    double allowed = Math.max(RATES * Math.abs(measured), Math.max(error, oneFile));
    boolean isInside = Math.abs(measured - emulated) <= allowed;
    cells.add(new Cell(Quantity.SLOPE, measured, emulated, standing(isInside, isInside)));
  }

  private static void optional(
      List<Cell> cells,
      Quantity of,
      Optional<Estimate> kernel,
      Optional<Estimate> model,
      double factor) {
    if (kernel.isPresent() && model.isPresent()) {
      cells.add(cell(of, kernel.get(), model.get(), factor));
    }
  }

  /** Within the factor either way, of what was measured. */
  private static Cell cell(Quantity of, Estimate kernel, Estimate model, double factor) {
    double lower = factor >= TAILS ? 1 / factor : 2 - factor;
    boolean isInside =
        model.value() >= kernel.value() * lower && model.value() <= kernel.value() * factor;
    boolean mayBeInside =
        model.high() >= kernel.low() * lower && model.low() <= kernel.high() * factor;
    return new Cell(of, kernel.value(), model.value(), standing(isInside, mayBeInside));
  }

  /** One of them, if it was measured. */
  public Optional<Cell> cell(Quantity quantity) {
    return cells.stream().filter(cell -> cell.quantity() == quantity).findFirst();
  }

  /** Whether all of it agrees. */
  public boolean isInside() {
    return cells.stream().allMatch(Cell::inside);
  }
}
