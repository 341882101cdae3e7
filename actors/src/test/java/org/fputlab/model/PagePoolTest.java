package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagePoolTest {

  private final PagePool<String> pool = new PagePool<>(3, 2);
  private final List<String> given = new ArrayList<>();

  @Test
  void reserveIsForThoseWhoReclaim() {
    assertThat(pool.tryTake(false)).isTrue();
    assertThat(pool.tryTake(false)).isFalse();
    assertThat(pool.tryTake(true)).isTrue();
    assertThat(pool.tryTake(true)).isTrue();
    assertThat(pool.tryTake(true)).isFalse();
  }

  @Test
  void pageGoesToTheFirstWhoMayHaveIt() {
    pool.take("a", true);
    pool.take("b", true);
    pool.take("c", true);
    assertThat(pool.take("ordinary", false)).isFalse();
    assertThat(pool.take("reclaimer", true)).isFalse();
    pool.give(given::add);
    assertThat(given).containsExactly("reclaimer");
    pool.give(given::add);
    pool.give(given::add);
    assertThat(given).containsExactly("reclaimer");
    pool.give(given::add);
    assertThat(given).containsExactly("reclaimer", "ordinary");
  }
}
