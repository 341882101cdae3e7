package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
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
    /** Not to be compared: it is the only one that a cost in the model was taken from. */
    FED_IN;

    /** Whether such a figure tells whether the model is right. */
    public boolean isCompared() {
      return this != FED_IN;
    }
  }

  /** What {@link PlainFormula} says of a figure, held to the same bar. */
  public record Plain(double value, Standing standing) {}

  /**
   * One figure of the kernel beside that of the model.
   *
   * @param quantity which
   * @param kernel measured
   * @param model emulated
   * @param standing what that comes to
   * @param plain what arithmetic comes to, if it has an answer
   */
  public record Cell(
      Quantity quantity, double kernel, double model, Standing standing, Optional<Plain> plain) {

    /** Whether the model is within its bar, or by no more outside than can be told. */
    public boolean inside() {
      return standing != Standing.OUTSIDE;
    }

    /** Whether arithmetic is too: then the figure says nothing about the model. */
    public boolean isPlain() {
      return plain.isPresent() && plain.get().standing() != Standing.OUTSIDE;
    }
  }

  private static final double RATES = 0.05;
  private static final double MEDIANS = 0.20;
  private static final double TAILS = 2;

  /** So many standard errors hold 99% of such slopes. */
  private static final double ERRORS = 2.58;

  private static final double SECOND = 1e9;

  /**
   * Emulates a run and compares.
   *
   * @param isToStop asked now and then
   * @throws CancellationException where it was to stop before it had ended
   */
  public static Comparison of(
      MeasuredRun run, Calibration calibration, SimEngine engine, BooleanSupplier isToStop) {
    return of(run, calibration, Trial.of(run, calibration.costs(run), engine, isToStop));
  }

  static Comparison of(MeasuredRun run, Calibration calibration, Figures model) {
    Figures kernel = Figures.of(run);
    List<Cell> cells = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      Optional<Estimate> measured = kernel.of(quantity);
      Optional<Estimate> emulated = model.of(quantity);
      if (measured.isPresent() && emulated.isPresent()) {
        Bar bar = new Bar(quantity, kernel, model, SECOND / run.load());
        Standing standing =
            calibration.isFedIn(run, quantity)
                ? Standing.FED_IN
                : bar.standing(measured.get(), emulated.get());
        cells.add(
            new Cell(
                quantity,
                measured.get().value(),
                emulated.get().value(),
                standing,
                plain(run, quantity, bar, measured.get())));
      }
    }
    return new Comparison(run, List.copyOf(cells));
  }

  private static Optional<Plain> plain(
      MeasuredRun run, Quantity quantity, Bar bar, Estimate measured) {
    OptionalDouble value = PlainFormula.of(run, quantity);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Plain(
                value.getAsDouble(),
                bar.standing(measured, Estimate.exactly(value.getAsDouble()))));
  }

  /**
   * How far a figure may be off.
   *
   * @param oneFile what one file more or less makes of a slope
   */
  private record Bar(Quantity quantity, Figures kernel, Figures model, double oneFile) {

    Standing standing(Estimate measured, Estimate other) {
      return switch (quantity) {
        case SLOPE -> slope(measured, other);
        case CLOSES -> factor(measured, other, 1 + RATES);
        case WAIT_P50, LAG_P50 -> factor(measured, other, 1 + MEDIANS);
        case WAIT_P99, LAG_P99 -> factor(measured, other, TAILS);
        case INVERSIONS -> count(measured, other);
      };
    }

    /**
     * A slope is only known up to its error, and up to one file over the load, as files are whole:
     * a queue that keeps up has none to speak of.
     */
    private Standing slope(Estimate measured, Estimate other) {
      double error = ERRORS * Math.hypot(kernel.slopeError(), model.slopeError());
      double allowed = Math.max(RATES * Math.abs(measured.value()), Math.max(error, oneFile));
      boolean isInside = Math.abs(measured.value() - other.value()) <= allowed;
      return Comparison.standing(isInside, isInside);
    }

    /** Within the factor either way, of what was measured. */
    private static Standing factor(Estimate measured, Estimate other, double factor) {
      double lower = factor >= TAILS ? 1 / factor : 2 - factor;
      return Comparison.standing(
          other.value() >= measured.value() * lower && other.value() <= measured.value() * factor,
          other.high() >= measured.low() * lower && other.low() <= measured.high() * factor);
    }

    /** What happens by chance so many times happens as often only up to the root of that. */
    private static Standing count(Estimate measured, Estimate other) {
      double allowed = RATES * measured.value();
      double told = Math.max(allowed, ERRORS * Math.sqrt(measured.value()));
      return Comparison.standing(
          Math.abs(measured.value() - other.value()) <= allowed,
          other.low() <= measured.value() + told && other.high() >= measured.value() - told);
    }
  }

  private static Standing standing(boolean isInside, boolean mayBeInside) {
    return isInside ? Standing.WITHIN : mayBeInside ? Standing.UNRESOLVED : Standing.OUTSIDE;
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
