package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockBalanceTest {

  private final Path folder;

  LockBalanceTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> task(String steps) {
    return Written.problemsWith(folder, "tasks.t { context = user, run = [\n" + steps + "\n] }");
  }

  @Test
  void anUnlockNeedsALock() {
    assertThat(task("mutex_unlock m"))
        .containsExactly(
            "a.conf:3: tasks.t.run = mutex_unlock m: drops m, which is not held here.");
  }

  @Test
  void aLockMustNotBeLeftHeld() {
    assertThat(task("cpu 1us\ndown_read i_rwsem(dir)"))
        .containsExactly(
            "a.conf:4: tasks.t.run = down_read i_rwsem(dir): i_rwsem(dir) is still held at the end."
                + " Add up_read i_rwsem(dir).");
  }

  @Test
  void aChangeMustBeEndedButAFreezeIsNobodysAndAnotherMayThaw() {
    String mount = "mounts.m { filesystem = ext4 }\n";
    assertThat(
            Written.problemsWith(
                folder, mount + "tasks.t { context = user, run = [ sb_start_intwrite m ] }"))
        .singleElement()
        .asString()
        .endsWith("sb_internal(m) is still held at the end. Add sb_end_intwrite m.");
    assertThat(
            Written.problemsWith(
                folder,
                mount
                    + "tasks.t { context = user, run = [ freeze_super m ] }\n"
                    + "tasks.u { context = user, run = [ thaw_super m ] }"))
        .isEmpty();
  }

  @Test
  void aTaskThatLocksTwiceWouldWaitForItself() {
    assertThat(task("mutex_lock m\nmutex_lock m\nmutex_unlock m"))
        .containsExactly(
            "a.conf:4: tasks.t.run = mutex_lock m: takes m again, held since line 3."
                + " It would wait for itself.");
  }

  @Test
  void aReaderThatReadsAgainWouldWaitOnlyForAWriterBetween() {
    assertThat(task("down_read r\ndown_read r\nup_read r"))
        .containsExactly(
            "a.conf:4: tasks.t.run = down_read r: takes r again, held since line 3."
                + " A writer that comes between waits for the first, and the second for the"
                + " writer.");
    assertThat(
            Written.problemsWith(
                folder,
                "mounts.m { filesystem = ext4 }\n"
                    + "tasks.t { context = user, run = [ sb_start_write m, sb_start_write m, sb_end_write m ] }"))
        .singleElement()
        .asString()
        .endsWith(
            "A freeze that comes between waits for the first, and the second for the freeze.");
  }

  @Test
  void aReaderThatWritesOrAWriterThatReadsWouldWaitForItself() {
    for (String steps :
        List.of("down_read r\ndown_write r\nup_read r", "down_write r\ndown_read r\nup_write r")) {
      assertThat(task(steps)).singleElement().asString().endsWith("It would wait for itself.");
    }
  }

  @Test
  void aReadersLockIsDroppedByUpRead() {
    assertThat(task("down_read i_rwsem(dir)\nup_write i_rwsem(dir)"))
        .containsExactly(
            "a.conf:4: tasks.t.run = up_write i_rwsem(dir): i_rwsem(dir) was taken by down_read."
                + " Write up_read i_rwsem(dir).");
  }

  @Test
  void aTrylockWithoutABranchLeavesItOpenWhatIsHeld() {
    assertThat(task("mutex_trylock m\nmutex_unlock m"))
        .containsExactly(
            "a.conf:3: tasks.t.run = mutex_trylock m: m is held after it only if it succeeds. Write"
                + " then call P, where paths.P ends with giving it back, or else STEP that takes it"
                + " too.",
            "a.conf:4: tasks.t.run = mutex_unlock m: drops m, which is not held here.");
  }

  @Test
  void bothWaysOfABranchLeaveTheSameHeld() {
    String paths =
        """
        paths { use = [ cpu 1us, mutex_unlock m ], other = [ mutex_lock n, mutex_unlock n ]
                both = [ mutex_lock n ] }
        """;
    assertThat(
            Written.problemsWith(
                folder,
                paths
                    + """
                    tasks { a { context = user, run = [ mutex_trylock m then call use ] }
                            b { context = user, run = [ mutex_trylock m then call use else call other ] }
                            c { context = user, run = [ mutex_trylock m else mutex_lock m, mutex_unlock m ] } }
                    """))
        .isEmpty();
    assertThat(
            Written.problemsWith(
                folder,
                paths
                    + """
                    tasks.d { context = user
                      run = [ mutex_trylock m then call use else call both
                              mutex_unlock n ] }
                    """))
        .contains(
            "a.conf:5: tasks.d.run = mutex_trylock m then call use else call both: n is held after"
                + " it only if it fails. Give it back in what follows else, or keep it after then"
                + " too.");
  }

  @Test
  void aSectionIsEndedAsOftenAsItIsBegun() {
    assertThat(task("rcu_read_lock\nrcu_read_lock\nrcu_read_unlock\nrcu_read_unlock")).isEmpty();
    assertThat(task("rcu_read_lock\ncpu 1us"))
        .containsExactly(
            "a.conf:4: tasks.t.run = cpu 1us: rcu_read_lock is not ended by the end. Add"
                + " rcu_read_unlock.");
    assertThat(task("cpu 1us\nlocal_bh_enable"))
        .containsExactly(
            "a.conf:4: tasks.t.run = local_bh_enable: ends what no local_bh_disable began here.");
    assertThat(task("preempt_disable\nmutex_trylock m then mutex_unlock m else preempt_enable"))
        .singleElement()
        .asString()
        .contains("preempt_disable is ended on one way and not on the other");
    assertThat(task("spin_lock a\nspin_unlock_bh a"))
        .containsExactly(
            "a.conf:4: tasks.t.run = spin_unlock_bh a: a was taken by spin_lock. Write spin_unlock"
                + " a.");
  }

  @Test
  void aLockThatIsHeldIsNotTried() {
    assertThat(task("mutex_lock m\nmutex_trylock m else cpu 1us\nmutex_unlock m"))
        .singleElement()
        .asString()
        .endsWith("takes m again, held since line 3. It would never succeed.");
    assertThat(task("down_read r\ndown_read_trylock r else down_read s\nup_read r"))
        .first()
        .asString()
        .endsWith("held since line 3. Leave it out: it is held already.");
  }

  @Test
  void twoInstancesAreTwoLocks() {
    assertThat(
            task(
                "down_write i_rwsem(a)\ndown_write i_rwsem(b)\nup_write i_rwsem(a)\nup_write i_rwsem(b)"))
        .isEmpty();
  }

  @Test
  void aCalledPathMayDropWhatItsCallerTook() {
    assertThat(
            Written.problemsWith(
                folder,
                """
                paths { take = [ mutex_lock m ], drop = [ mutex_unlock m ] }
                tasks.t { context = user, run = [ call take, cpu 1us, call drop ] }
                """))
        .isEmpty();
  }

  @Test
  void aCalledPathThatKeepsItsLockIsFoundInItsCaller() {
    assertThat(
            Written.problemsWith(
                folder,
                """
                paths { take = [ mutex_lock m ] }
                tasks.t { context = user, run = [ call take ] }
                """))
        .containsExactly(
            "a.conf:2: paths.take = mutex_lock m: m is still held at the end. Add mutex_unlock m.");
  }

  @Test
  void aSemaphoreMayBeGivenBackByAnyTask() {
    assertThat(
            Written.problemsWith(
                folder,
                """
                semaphores.s = 1
                tasks { taker { context = user, run = [ down s ] }
                        giver { context = user, run = [ up s ] } }
                """))
        .isEmpty();
  }

  @Test
  void aFileSystemsPathsAreCheckedToo() {
    assertThat(Written.problemsWith(folder, "filesystems.f { evict = [ sb_start_write sb ] }"))
        .singleElement()
        .asString()
        .contains("filesystems.f.evict", "Add sb_end_write sb");
  }

  private static String paths(int count, String callTwo) {
    StringBuilder paths = new StringBuilder("paths { p0 = [ cpu 1us ]\n");
    for (int i = 1; i <= count; i++) {
      paths.append("p%d = [ %s ]%n".formatted(i, callTwo.replace("#", "p" + (i - 1))));
    }
    return paths + "}\n";
  }

  @Test
  void callsTooDeepForAnyStackAreRefused() {
    assertThat(
            Written.problemsWith(
                folder,
                paths(2_000, "call #") + "tasks.t { context = user, run = [ call p2000 ] }"))
        .anySatisfy(text -> assertThat(text).contains("is nested deeper than 100 calls"));
  }

  @Test
  void callsThatMultiplyAreCutOff() {
    assertThat(
            Written.problemsWith(
                folder,
                paths(40, "call #, call #")
                    + """
                    tasks.t { context = user, run = [ call p40 ] }
                    filesystems.f { release = [ call p40 ] }, mounts.m { filesystem = f }
                    """))
        .anySatisfy(text -> assertThat(text).contains("makes a run of more than 10000 steps"));
  }
}
