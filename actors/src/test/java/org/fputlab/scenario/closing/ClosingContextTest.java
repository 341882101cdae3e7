package org.fputlab.scenario.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fputlab.scenario.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingContextTest {

  @ParameterizedTest
  @EnumSource(Closer.class)
  void everyLockAndFileMakesAScenarioWithEachThread(Closer closer) {
    for (String lock : ClosingContext.locks()) {
      for (String file : ClosingContext.files()) {
        ClosingContext context = new ClosingContext(List.of(lock), closer, "events", "");
        assertThat(problems(context, file)).as(context.text(file)).isEmpty();
      }
    }
  }

  private static List<String> problems(ClosingContext context, String file) {
    try {
      context.scenario(file);
      return List.of();
    } catch (ScenarioProblems wrong) {
      return wrong.problems().stream().map(Object::toString).toList();
    }
  }

  @Test
  void callSaysWhatIsHeldInIt() {
    assertThat(new ClosingContext(List.of(), Closer.USER, "", "munmap").holding())
        .containsExactly("mmap_lock");
  }
}
