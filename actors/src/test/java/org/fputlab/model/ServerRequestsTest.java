package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServerRequestsTest {

  private final ServerRequests requests = new ServerRequests();

  ServerRequestsTest() {
    for (long id = 1; id <= 4; id++) {
      requests.add(id);
    }
  }

  private OptionalLong next() {
    return requests.next(2, id -> true);
  }

  @Test
  void soManyAreServedAtATimeInTheOrderInWhichTheyCame() {
    assertThat(next()).hasValue(1);
    assertThat(next()).hasValue(2);
    assertThat(next()).isEmpty();
    requests.answered(1);
    assertThat(next()).hasValue(3);
    assertThat(requests.queued()).containsExactly(4L);
  }

  @Test
  void oneWhoseCallerHasGoneIsDropped() {
    assertThat(requests.next(2, id -> id > 2)).hasValue(3);
    assertThat(requests.all()).containsExactly(4L, 3L);
  }

  @Test
  void oneThatCannotBeAnsweredKeepsItsPlace() {
    next();
    next();
    requests.served(2);
    assertThat(next()).isEmpty();
    assertThat(requests.nextServed()).hasValue(2);
    requests.answered(2);
    assertThat(next()).hasValue(3);
  }

  @Test
  void aCrashForgetsAll() {
    next();
    requests.served(1);
    requests.forget();
    assertThat(requests.all()).isEmpty();
    assertThat(requests.nextServed()).isEmpty();
    assertThat(next()).isEmpty();
  }
}
