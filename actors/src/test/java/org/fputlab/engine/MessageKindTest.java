package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
}
