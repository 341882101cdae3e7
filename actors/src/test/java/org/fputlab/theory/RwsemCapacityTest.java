package org.fputlab.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.watch.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many get through a lock that is wanted by more than it can serve. */
class RwsemCapacityTest {

  private static final double LEVEL = 0.999;
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  @Test
  void moreGetThroughThanWhereNobodyOvertakesAndFewerThanWritersAloneAllow() {
    String text = Model.with(Model.shipped("rwsem-hand-over"), "1500/s", "4000/s");
    text = Model.with(text, "375/s", "1000/s");
    try (SimEngine engine = new SimEngine()) {
      Estimate through =
          Sampled.served(engine, Model.scenario(folder, text).kernel(), 30 * SECOND).perSecond();
      double inOrder = Formulas.capacity(0.2, 1e6, 5e5) * SECOND;
      double writersAlone = SECOND / (0.2 * 5e5);
      assertThat(through.halfWidth(LEVEL)).isLessThan(0.05 * inOrder);
      assertThat(through.low(LEVEL)).isGreaterThan(inOrder);
      assertThat(through.high(LEVEL)).isLessThan(writersAlone);
    }
  }
}
