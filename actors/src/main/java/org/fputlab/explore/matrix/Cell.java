package org.fputlab.explore.matrix;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fputlab.explore.Explored;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/**
 * A hazard under a close policy: what it comes to, and how that is known. Waits, growth and remarks
 * are those of one run; a hang is one that any schedule shows.
 *
 * @param hazard the row
 * @param close the column
 * @param ran what one run of the scenario comes to
 * @param findings what the supervisors found in that run
 * @param proved whether the steps alone prove that no order of them hangs
 * @param explored what other orders of events came to; empty if none was tried
 */
public record Cell(
    HazardFile hazard,
    ClosePolicy close,
    Verdict ran,
    List<Finding> findings,
    boolean proved,
    Optional<Explored> explored) {

  /** Of what the steps prove no order needs to be tried. */
  static Cell proved(HazardFile hazard, RunResult run) {
    return new Cell(hazard, run.close(), run.verdict(), run.findings(), true, Optional.empty());
  }

  static Cell of(HazardFile hazard, RunResult run, Optional<Explored> explored) {
    return new Cell(hazard, run.close(), run.verdict(), run.findings(), false, explored);
  }

  /** The graver one of what the run and the schedules came to. */
  public Verdict verdict() {
    return shown().filter(shown -> shown.compareTo(ran) > 0).orElse(ran);
  }

  /** What a schedule shows. */
  private Optional<Verdict> shown() {
    return explored.flatMap(Explored::found).map(found -> found.ending().kind().verdict());
  }

  /** Whether it is a schedule that shows the verdict. */
  private boolean isShown() {
    return shown().filter(shown -> shown == verdict()).isPresent();
  }

  /** Whether it is a hang or a crash, rather than what only a run can tell. */
  public boolean isHang() {
    return isHang(verdict());
  }

  static boolean isHang(Verdict verdict) {
    return verdict.compareTo(Verdict.SPINS) >= 0 && verdict != Verdict.INCONCLUSIVE;
  }

  /** How the verdict is known. */
  public Known known() {
    if (isShown()) {
      return Known.FOUND;
    }
    return verdict() == Verdict.OK ? hangs() : Known.A_RUN;
  }

  /** How it is known that it does not hang. */
  public Known hangs() {
    if (proved) {
      return Known.PROVED;
    }
    if (explored.isEmpty()) {
      return Known.A_RUN;
    }
    return switch (explored.get().result()) {
      case PROVED_WITHIN_BOUNDS -> Known.PROVED_WITHIN_BOUNDS;
      case NOT_FOUND -> Known.NOT_FOUND;
      case FOUND -> Known.FOUND;
      case GAVE_UP -> Known.A_RUN;
    };
  }

  /** How many schedules were tried: up to the first that hangs, or all. */
  public long schedules() {
    return explored.map(Explored::schedules).orElse(0L);
  }

  /** The number of the first schedule that hangs. */
  public OptionalLong firstFailing() {
    return explored.map(Explored::firstFailing).orElse(OptionalLong.empty());
  }

  /** The finding that says most: the one that the verdict rests on, or a remark. */
  public Optional<Finding> main() {
    return told().stream()
        .filter(finding -> finding.implies() == verdict())
        .findFirst()
        .filter(finding -> finding.kind() != Finding.Kind.DEEP_STACK);
  }

  /** What was found, in the schedule that hangs if there is one. */
  public List<Finding> told() {
    return isShown() ? found() : findings;
  }

  private List<Finding> found() {
    return explored.flatMap(Explored::found).orElseThrow().ending().findings();
  }
}
