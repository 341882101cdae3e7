package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fputlab.locks.Edge;
import org.junit.jupiter.api.Test;

/** Whatever happens to a dump on its way, no link is read that it did not have. */
class MutatedDumpsTest {

  private static final Path REAL = Path.of("../../shared/realkernel/conformance/exercise.lockdep");
  private static final Path SAMPLE = Path.of("../docs/samples/lockdep.txt");

  /** Not what only changes a name in its place: where one line alone has it nobody can see that. */
  private static final List<String> FOREIGN =
      List.of(
          "[  12.345678] eth0: link is up\n",
          "\u0000\u0001\u0002\n",
          "\n",
          "\n\n",
          "all lock classes:\n",
          "ffffffff9a3b0c01 FD: ",
          " -> [",
          "irq_context: 0\n",
          "Jan 15 00:53:02 host kernel: INFO: task nfsd:1 blocked for more than 120 seconds.\n");

  private static final String ODD = " []->:#/0123456789abcdef\n\t\r.+FDB\u0000\u00ff";

  private final Random random = new Random(12);

  @Test
  void sampleThatIsCutOrMixedWithOtherTextHasNoLinkOfItsOwn() throws IOException {
    assertThat(wrong(Files.readString(SAMPLE), 8000, this::cutOrMixed)).isZero();
  }

  /** Where the name of a class is changed it is another class: that link is the mutation's own. */
  @Test
  void sampleInWhichACharacterIsChangedHasNoLinkBetweenItsOwnClasses() throws IOException {
    String whole = Files.readString(SAMPLE);
    KernelLocks original = Dumps.locks(whole);
    Set<String> links = new LinkedHashSet<>(Dumps.edges(original));
    for (int i = 0; i < 2000; i++) {
      String changed = changed(whole);
      for (Edge edge : Dumps.locks(changed).graph().edges()) {
        boolean own = original.classes().containsAll(List.of(edge.from(), edge.to()));
        assertThat(!own || links.contains(edge.toString())).as("%s in%n%s", edge, changed).isTrue();
      }
    }
  }

  private String changed(String whole) {
    char[] all = whole.toCharArray();
    for (int i = 0; i <= random.nextInt(3); i++) {
      all[random.nextInt(all.length)] = ODD.charAt(random.nextInt(ODD.length()));
    }
    return new String(all);
  }

  @Test
  void realDumpThatIsCutOrMixedWithOtherTextHasNoLinkOfItsOwn() throws IOException {
    assertThat(wrong(real(), 30, this::cutOrMixed)).isZero();
  }

  /** Where both ends of a hole happen to fit each other nobody can see it: one in some hundred. */
  @Test
  void realDumpWithAHoleOrAPieceTwiceHasHardlyALinkOfItsOwn() throws IOException {
    assertThat(wrong(real(), 40, this::patched)).isLessThanOrEqualTo(1);
  }

  private static String real() throws IOException {
    assumeTrue(Files.exists(REAL));
    return Files.readString(REAL, StandardCharsets.ISO_8859_1);
  }

  /** How many of so many mutations gave a link that the whole dump does not have. */
  private int wrong(String whole, int times, UnaryOperator<String> mutation) {
    Set<String> links = new LinkedHashSet<>(Dumps.edges(Dumps.locks(whole)));
    int wrong = 0;
    int read = 0;
    for (int i = 0; i < times; i++) {
      List<String> found = Dumps.edges(Dumps.locks(mutation.apply(whole)));
      wrong += links.containsAll(found) ? 0 : 1;
      read += found.size();
    }
    assertThat(read).as("links read in all").isGreaterThan(times * links.size() / 20);
    return wrong;
  }

  private String cutOrMixed(String whole) {
    int at = random.nextInt(whole.length());
    return switch (random.nextInt(3)) {
      case 0 -> whole.substring(0, at);
      case 1 -> whole.substring(at);
      default ->
          whole.substring(0, at)
              + FOREIGN.get(random.nextInt(FOREIGN.size()))
              + whole.substring(at);
    };
  }

  private String patched(String whole) {
    int one = random.nextInt(whole.length());
    int other = random.nextInt(whole.length());
    int from = Math.min(one, other);
    int to = Math.max(one, other);
    return random.nextBoolean()
        ? whole.substring(0, from) + whole.substring(to)
        : whole.substring(0, to) + whole.substring(from);
  }
}
