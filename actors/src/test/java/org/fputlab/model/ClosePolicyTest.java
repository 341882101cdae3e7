package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.fputlab.model.ClosePolicy.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClosePolicyTest {

  @ParameterizedTest
  @CsvSource({
    // policy,        closer,            __fput runs, final mntput, of an internal mount
    "DEFERRED,        USER,              TASK_WORK,   TASK_WORK,    INLINE",
    "DEFERRED,        KTHREAD,           DELAYED,     DELAYED,      INLINE",
    "DEFERRED,        NFSD,              DELAYED,     DELAYED,      INLINE",
    "DEFERRED,        NFSD_FILE_CACHE,   DELAYED,     DELAYED,      INLINE",
    "DEFERRED,        WORKER_FILE_CACHE, DELAYED,     DELAYED,      INLINE",
    "SYNC,            USER,              INLINE,      TASK_WORK,    INLINE",
    "SYNC,            KTHREAD,           INLINE,      DELAYED,      INLINE",
    "SYNC,            NFSD,              INLINE,      DELAYED,      INLINE",
    "SYNC,            NFSD_FILE_CACHE,   INLINE,      DELAYED,      INLINE",
    "SYNC,            WORKER_FILE_CACHE, INLINE,      DELAYED,      INLINE",
    "FPUT_NOW,        USER,              INLINE,      DELAYED,      DELAYED",
    "FPUT_NOW,        KTHREAD,           INLINE,      DELAYED,      DELAYED",
    "FPUT_NOW,        NFSD,              INLINE,      DELAYED,      DELAYED",
    "FPUT_NOW,        NFSD_FILE_CACHE,   INLINE,      DELAYED,      DELAYED",
    "FPUT_NOW,        WORKER_FILE_CACHE, INLINE,      DELAYED,      DELAYED",
    "NFSD_SYNC,       USER,              TASK_WORK,   TASK_WORK,    INLINE",
    "NFSD_SYNC,       KTHREAD,           DELAYED,     DELAYED,      INLINE",
    "NFSD_SYNC,       NFSD,              DELAYED,     DELAYED,      INLINE",
    "NFSD_SYNC,       NFSD_FILE_CACHE,   INLINE,      DELAYED,      INLINE",
    "NFSD_SYNC,       WORKER_FILE_CACHE, INLINE,      DELAYED,      INLINE",
    "NFSD_TASK_WORK,  USER,              TASK_WORK,   TASK_WORK,    INLINE",
    "NFSD_TASK_WORK,  KTHREAD,           DELAYED,     DELAYED,      INLINE",
    "NFSD_TASK_WORK,  NFSD,              TASK_WORK,   TASK_WORK,    INLINE",
    "NFSD_TASK_WORK,  NFSD_FILE_CACHE,   TASK_WORK,   TASK_WORK,    INLINE",
    "NFSD_TASK_WORK,  WORKER_FILE_CACHE, DELAYED,     DELAYED,      INLINE",
  })
  void policyDecidesWhoFinalisesAndWhen(
      ClosePolicy policy, Closer closer, Route fput, Route mntput, Route internal) {
    assertThat(policy.fput(closer)).isEqualTo(fput);
    assertThat(policy.mntput(closer, false)).isEqualTo(mntput);
    assertThat(policy.mntput(closer, true)).isEqualTo(internal);
  }

  @ParameterizedTest
  @EnumSource
  void wordLeadsBackToThePolicy(ClosePolicy policy) {
    assertThat(ClosePolicy.of(policy.word())).isEqualTo(policy);
  }

  @Test
  void wordsAreThoseOfScenarioFiles() {
    assertThat(ClosePolicy.values())
        .extracting(ClosePolicy::word)
        .containsExactly("deferred", "sync", "fput-now", "nfsd-sync", "nfsd-task-work");
  }

  @Test
  void unknownWordIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClosePolicy.of("later"));
  }

  @ParameterizedTest
  @CsvSource({
    "DEFERRED, false",
    "SYNC, false",
    "FPUT_NOW, false",
    "NFSD_SYNC, true",
    "NFSD_TASK_WORK, true"
  })
  void someLetNfsdThreadsWorkOffTheDisposeList(ClosePolicy policy, boolean threads) {
    assertThat(policy.nfsdThreadsDispose()).isEqualTo(threads);
  }
}
