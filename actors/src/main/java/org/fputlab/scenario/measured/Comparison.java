package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /**
   * One figure of the kernel beside that of the model.
   *
   * @param quantity which
   * @param kernel measured
   * @param model emulated
   * @param inside whether the model is within the bar
   */
  public record Cell(Quantity quantity, double kernel, double model, boolean inside) {}

  private static final double RATES = 0.05;
  private static final double MEDIANS = 0.20;
  private static final double TAILS = 2;

  /** So many standard errors hold 99% of such slopes. */
  private static final double ERRORS = 2.58;

  private static final double SECOND = 1e9;

  /** Emulates a run and compares. */
  public static Comparison of(MeasuredRun run, SimEngine engine) {
    return of(run, Trial.of(run, engine));
  }

  static Comparison of(MeasuredRun run, Figures model) {
    Figures kernel = Figures.of(run);
    List<Cell> cells = new ArrayList<>();
    slope(cells, kernel, model, SECOND / run.load());
    cells.add(cell(Quantity.CLOSES, kernel.closesPerSecond(), model.closesPerSecond(), 1 + RATES));
    optional(cells, Quantity.WAIT_P50, kernel.waitP50(), model.waitP50(), 1 + MEDIANS);
    optional(cells, Quantity.WAIT_P99, kernel.waitP99(), model.waitP99(), TAILS);
    cells.add(cell(Quantity.LAG_P50, kernel.lagP50(), model.lagP50(), 1 + MEDIANS));
    cells.add(cell(Quantity.LAG_P99, kernel.lagP99(), model.lagP99(), TAILS));
    double off = Math.abs((double) kernel.inversions() - model.inversions());
    cells.add(
        new Cell(
            Quantity.INVERSIONS,
            kernel.inversions(),
            model.inversions(),
            off <= RATES * Math.max(kernel.releases(), 1)));
    return new Comparison(run, List.copyOf(cells));
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
    cells.add(
        new Cell(Quantity.SLOPE, measured, emulated, Math.abs(measured - emulated) <= allowed));
  }

  private static void optional(
      List<Cell> cells, Quantity of, OptionalDouble kernel, OptionalDouble model, double factor) {
    if (kernel.isPresent() && model.isPresent()) {
      cells.add(cell(of, kernel.getAsDouble(), model.getAsDouble(), factor));
    }
  }

  /** Within the factor either way, of what was measured. */
  private static Cell cell(Quantity of, double kernel, double model, double factor) {
    double least = factor >= TAILS ? kernel / factor : kernel * (2 - factor);
    return new Cell(of, kernel, model, model >= least && model <= kernel * factor);
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
