package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageKindTest {

  private record Request(int number) {}

  private record Answer(int number) implements Ungated {}

  private enum Reminder implements Ungated {
    INSTANCE {}
  }

  @Test
  void answersAndRemindersPassGatesAndRequestsDoNot() {
    assertThat(MessageKind.of(new Request(1)).passesGates()).isFalse();
    assertThat(MessageKind.of(new Answer(1)).passesGates()).isTrue();
    assertThat(MessageKind.of(Reminder.INSTANCE).passesGates()).isTrue();
  }

  @Test
  void aKindIsOfItsClassHoweverManyClassesThereAre() {
    for (int dimensions = 1; dimensions < 250; dimensions++) {
      Object message = java.lang.reflect.Array.newInstance(Request.class, new int[dimensions]);

      assertThat(MessageKind.of(message).nameHash())
          .isEqualTo(message.getClass().getName().hashCode());
    }
    assertThat(MessageKind.of(new Answer(1)).passesGates()).isTrue();
  }

  private enum Colour {
    RED,
    BLUE
  }

  private record Part(String name, List<Object> made) {}

  private interface Said {}

  private record Inner(int number) implements Said {}

  private record Everything(
      int number,
      long key,
      double factor,
      boolean flag,
      @Nullable String word,
      Colour colour,
      Part part,
      Said said,
      List<Integer> files,
      List<Object> things) {}

  private static Part part(String name) {
    return new Part(name, List.of(new Object()));
  }

  private static Everything everything() {
    return new Everything(
        1,
        2,
        3,
        true,
        "four",
        Colour.RED,
        part("p"),
        new Inner(5),
        List.of(6),
        List.of(new Object()));
  }

  private static long content(Object message) {
    return MessageKind.of(message).content(message);
  }

  @Test
  void whatAMessageSaysIsTheSameWhereverItLies() {
    assertThat(content(everything())).isEqualTo(content(everything()));
    assertThat(content(new Object())).isZero();
  }

  @Test
  void anyNumberWordOrConstantThatDiffersMakesADifference() {
    Everything one = everything();
    Part part = one.part();
    Said said = one.said();
    List<Object> things = one.things();
    Colour red = Colour.RED;
    List<Integer> files = List.of(6);
    List<Everything> others =
        List.of(
            new Everything(9, 2, 3, true, "four", red, part, said, files, things),
            new Everything(1, 9, 3, true, "four", red, part, said, files, things),
            new Everything(2, 1, 3, true, "four", red, part, said, files, things),
            new Everything(1, 2, 9, true, "four", red, part, said, files, things),
            new Everything(1, 2, 3, false, "four", red, part, said, files, things),
            new Everything(1, 2, 3, true, "five", red, part, said, files, things),
            new Everything(1, 2, 3, true, null, red, part, said, files, things),
            new Everything(1, 2, 3, true, "four", Colour.BLUE, part, said, files, things),
            new Everything(1, 2, 3, true, "four", red, part("q"), said, files, things),
            new Everything(1, 2, 3, true, "four", red, part, new Inner(9), files, things),
            new Everything(1, 2, 3, true, "four", red, part, said, List.of(9), things));
    assertThat(others)
        .extracting(MessageKindTest::content)
        .doesNotHaveDuplicates()
        .doesNotContain(content(one));
    assertThat(content(Colour.RED)).isNotEqualTo(content(Colour.BLUE));
  }
}
