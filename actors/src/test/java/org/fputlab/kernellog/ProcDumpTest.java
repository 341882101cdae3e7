package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fputlab.locks.Node;
import org.junit.jupiter.api.Test;

class ProcDumpTest {

  private static final String DUMP =
      """
      all lock classes:
      ffffffff9a2c1140 FD:    3 BD:    1 +.+.: (delayed_fput_work).work
       -> [ffffffff9a3b0c01] &pipe->mutex

      ffffffff9a3b0c01 FD:    2 BD:    2 +.+.: &pipe->mutex
       -> [ffffffff9a3b2040] &mm->mmap_lock

      ffffffff9a3b2040 FD:    1 BD:    3 ++++: &mm->mmap_lock

      """;

  @Test
  void classesAndTheirLinksAreRead() {
    KernelLocks locks = Dumps.locks(DUMP);
    assertThat(locks.classes()).hasSize(3);
    assertThat(Dumps.edges(locks))
        .containsExactly(
            "(delayed_fput_work).work -> &pipe->mutex", "&pipe->mutex -> &mm->mmap_lock");
    assertThat(locks.graph().edges())
        .extracting(edge -> edge.evidence().source())
        .containsExactly("dump1:3", "dump1:6");
    assertThat(Dumps.leftOut(locks)).isEmpty();
  }

  @Test
  void namesHoldWhatTheyLike() {
    String text =
        """
        all lock classes:
        00000000d1c3b1a2 OPS:     963 FD:    7 BD:    1 +.+.: (wq_completion)"events"
         -> [00000000aa10f3c4] subsys mutex#47
         -> [00000000aa10f3c5] &(&rm->m_rs_lock)->rlock
         -> [00000000aa10f3c6] &q->q_usage_counter(io)#26
         -> [00000000aa10f3c7] &type->i_mutex_dir_key#6/2
         -> [00000000aa10f3c8] (work_completion)(&(&gl->gl_work)->work), "a"
         -> [00000000aa10f3c9] &ima_iint_mutex_key[depth]

        """;
    assertThat(Dumps.edges(Dumps.locks(text)))
        .containsExactly(
            "(wq_completion)events -> subsys mutex#47",
            "(wq_completion)events -> &(&rm->m_rs_lock)->rlock",
            "(wq_completion)events -> &q->q_usage_counter(io)#26",
            "(wq_completion)events -> &type->i_mutex_dir_key#6/2",
            "(wq_completion)events -> (work_completion)(&(&gl->gl_work)->work), \"a\"",
            "(wq_completion)events -> &ima_iint_mutex_key[depth]");
  }

  @Test
  void otherTextAroundADumpIsPassedOver() {
    String log = "[    1.000000] eth0: link is up\n".repeat(1000);
    assertThat(Dumps.edges(Dumps.locks(log + DUMP + log))).hasSize(2);
    assertThat(Dumps.leftOut(Dumps.locks(log + DUMP + log))).isEmpty();
  }

  @Test
  void otherTextInsideADumpCostsWhatStandsAroundIt() {
    KernelLocks locks =
        Dumps.locks(DUMP.replace("\n\nffffffff9a3b2040", "\neth0: up\n\nffffffff9a3b2040"));
    assertThat(Dumps.edges(locks)).containsExactly("(delayed_fput_work).work -> &pipe->mutex");
    assertThat(Dumps.leftOut(locks))
        .containsExactly(new LeftOut.Some("lines with other text behind them", 1, 6));
  }

  @Test
  void lineThatTheEndOfTheFileCutsIsLeftOut() {
    KernelLocks locks = Dumps.locks(DUMP.substring(0, DUMP.indexOf("mmap_lock") + 4));
    assertThat(Dumps.edges(locks)).containsExactly("(delayed_fput_work).work -> &pipe->mutex");
    assertThat(Dumps.leftOut(locks))
        .containsExactly(new LeftOut.Some("lines at the end, which is cut", 1, 6));
  }

  @Test
  void linksWithoutTheirClassAreLeftOut() {
    KernelLocks locks = Dumps.locks(DUMP.substring(DUMP.indexOf(" -> [ffffffff9a3b0c01]")));
    assertThat(Dumps.edges(locks)).containsExactly("&pipe->mutex -> &mm->mmap_lock");
    assertThat(Dumps.leftOut(locks))
        .containsExactly(new LeftOut.Some("links whose own class is not certain", 1, 1));
  }

  @Test
  void linkToAnAddressOfAnotherNameIsLeftOut() {
    KernelLocks locks = Dumps.locks(DUMP.replace("c01] &pipe->mutex", "c01] &pipe->mu"));
    assertThat(Dumps.edges(locks)).doesNotContain("(delayed_fput_work).work -> &pipe->mutex");
    assertThat(Dumps.leftOut(locks)).isNotEmpty();
  }

  @Test
  void linkAgainstTheKernelsOwnCountsIsLeftOut() {
    KernelLocks locks =
        Dumps.locks(
            DUMP.replace(
                "++++: &mm->mmap_lock\n",
                "++++: &mm->mmap_lock\n -> [ffffffff9a3b0c01] &pipe->mutex\n"));
    assertThat(Dumps.edges(locks)).hasSize(2);
    assertThat(Dumps.leftOut(locks))
        .containsExactly(new LeftOut.Some("links against the kernel's own counts", 1, 9));
  }

  @Test
  void twoClassesOfOneAddressAreToldApartByTheirNames() {
    KernelLocks locks = Dumps.locks(DUMP.replace("ffffffff9a3b2040", "ffffffff9a3b0c01"));
    assertThat(Dumps.edges(locks)).hasSize(2);
    assertThat(locks.sources().get(0).remarks())
        .containsExactly(
            "1 addresses are those of two classes: they are told apart by their names");
  }

  @Test
  void classesOfSeveralBootsAreJoinedByName() {
    String other =
        """
        all lock classes:
        00000000aa10f3c4 FD:    2 BD:    1 ++++: &mm->mmap_lock
         -> [00000000aa10f3c5] fs_reclaim

        00000000aa10f3c5 FD:    1 BD:    2 +.+.: fs_reclaim

        """;
    KernelLocks locks = Dumps.locks(DUMP, other);
    assertThat(locks.classes()).hasSize(4);
    UnderAClose close = new UnderAClose(locks, new LockNames(locks.classes()).meantBy(Dumps.CLOSE));
    assertThat(close.path(close.holding("fs_reclaim").reached().get(0)))
        .extracting(edge -> edge.evidence().source())
        .containsExactly("dump1:3", "dump1:6", "dump2:3");
  }

  @Test
  void numbersOfOneBootSayNothingAboutAnother() {
    String one = DUMP.replace("&pipe->mutex", "&sb->s_type->i_mutex_key#6");
    String other =
        """
        all lock classes:
        00000000aa10f3c4 FD:    2 BD:    1 ++++: &sb->s_type->i_mutex_key#6
         -> [00000000aa10f3c5] nfsd_mutex

        00000000aa10f3c5 FD:    1 BD:    2 +.+.: nfsd_mutex

        """;
    KernelLocks locks = Dumps.locks(one, other);
    List<Node> starts = new LockNames(locks.classes()).meantBy(Dumps.CLOSE);
    assertThat(new UnderAClose(locks, starts).holding("nfsd_mutex").mayHang()).isFalse();
    assertThat(new LockNames(locks.classes()).meantBy("i_rwsem"))
        .extracting(Node::name)
        .containsExactly("&sb->s_type->i_mutex_key#6", "&sb->s_type->i_mutex_key#6 (dump2)");
  }

  @Test
  void listOfClassesAgainInOneFileIsAnotherDump() {
    assertThat(Dumps.read("both", DUMP + DUMP)).hasSize(2);
  }

  @Test
  void figuresAndTheSwitchAreReadOfStats() {
    String stats =
        """
         lock-classes:                          915 [max: 8192]
         direct dependencies:                  6594 [max: 65536]
         debug_locks:                             0

        """;
    LockSource source = Dumps.locks(DUMP + stats).sources().get(0);
    assertThat(source.kernelLinks()).isEqualTo(6594);
    assertThat(source.remarks())
        .containsExactly(
            "lockdep has switched itself off (debug_locks 0): what came after is not in it");
  }

  @Test
  void usageOfSixCharactersIsThatOfOldKernels() {
    KernelLocks locks =
        Dumps.locks("ffffffff8204 FD: 1 BD: 1 +.+.+.: a\n".replace("8204", "82044e00"));
    assertThat(locks.usage(locks.classes().iterator().next())).isEqualTo("+.+.+.");
  }

  @Test
  void addressesThatAreNotYetHashedAreToldApartByName() {
    KernelLocks locks = Dumps.locks(DUMP.replaceAll("f{8}[0-9a-f]{8}", "(____ptrval____)"));
    assertThat(Dumps.edges(locks)).hasSize(2);
    assertThat(locks.sources().get(0).remarks()).isEmpty();
  }
}
