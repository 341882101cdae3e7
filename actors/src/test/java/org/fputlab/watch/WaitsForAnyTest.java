package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import java.util.Set;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

/** Waits that any of several can end: of a pool, for a completion, for a unit of a semaphore. */
class WaitsForAnyTest {

  private final Machine machine = new Machine();
  private final Resource mmapLock = machine.rwsem("mmap_lock(app)");
  private final Resource inodeLock = machine.rwsem("i_rwsem(a)");

  @Test
  void whatIsOnTheAgendaMayStillCompleteUntilItIsBehindWhoWaits() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    Resource item = machine.resource(Resource.Kind.WORK, "item");
    TaskRow waiter = machine.thread("waiter");
    machine.tables.agenda().put(new Agenda.Matter("list", Prospects.of(Set.of(done)), item, null));
    machine.write(waiter, done);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();

    waiter.run();
    machine.holdsToWrite(waiter, item);
    machine.write(waiter, done);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("waiter waits forever for done, which only it could end");
  }

  @Test
  void whoSaysNothingOfItselfMayDoAnything() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    machine.write(machine.thread("waiter"), done);
    TaskRow unknown = machine.tables.tasks().register("unknown", "unknown", true);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
    unknown.end(TaskRow.State.EXITED, machine.now());
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
  }

  @Test
  void frozenLevelIsNobodysAndAnybodyMayThawIt() {
    Resource level = machine.rwsem("sb_writers(data)");
    Resource thaw = machine.resource(Resource.Kind.FLAG, "thaw");
    TaskRow writer = machine.thread("writer");
    TaskRow thawer = machine.thread("thawer");
    machine.provides(thawer, thaw);
    machine.tables.agenda().freeze("sb_writers(data)", new Agenda.Frozen("freezer", thaw));
    machine.holdsToWrite(writer, mmapLock);
    machine.read(writer, level);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();

    machine.write(thawer, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).details())
        .anySatisfy(line -> assertThat(line).contains("frozen by freezer"));
  }

  @Test
  void poolInWhichEveryThreadWaitsForOneOfItselfIsExhausted() {
    Resource reply = machine.resource(Resource.Kind.SERVER, "loopback");
    for (int i = 0; i < 8; i++) {
      machine.ask(machine.thread("nfsd-" + i), reply, "nfsd");
    }
    machine.pass(SECOND);
    Finding deadlock = machine.only(Finding.Kind.DEADLOCK);
    assertThat(deadlock.headline())
        .isEqualTo(
            "all 8 nfsd threads wait forever for loopback, which only one of them could serve");
    assertThat(deadlock.details())
        .containsExactly(
            "nfsd-0..nfsd-7 (8 tasks)",
            "  waits for loopback, since 0.001 s, no nfsd thread is left to serve it: all 8 wait");
  }

  @Test
  void oneMoreIdleThreadFreesThePool() {
    Resource reply = machine.resource(Resource.Kind.SERVER, "loopback");
    for (int i = 0; i < 8; i++) {
      machine.ask(machine.thread("nfsd-" + i), reply, "nfsd");
    }
    machine.thread("nfsd-8").idle(0);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
  }

  @Test
  void requestThatIsBeingServedDependsOnTheThreadThatServesItAlone() {
    Resource reply = machine.resource(Resource.Kind.SERVER, "reply to client");
    TaskRow client = machine.thread("client");
    TaskRow serving = machine.thread("nfsd-0");
    machine.thread("nfsd-1").idle(0);
    machine.holdsToWrite(client, inodeLock);
    machine.holdsToWrite(serving, reply);
    machine.ask(client, reply, "nfsd");
    machine.write(serving, inodeLock);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("client and nfsd-0 wait for each other forever");
  }

  @Test
  void mutexHeldByTheOneThatWaitsForThePoolExhaustsItToo() {
    Resource reply = machine.resource(Resource.Kind.SERVER, "loopback");
    Resource nfsdMutex = machine.mutex("nfsd_mutex");
    TaskRow asks = machine.thread("nfsd-0");
    machine.holdsToWrite(asks, nfsdMutex);
    machine.ask(asks, reply, "nfsd");
    machine.write(machine.thread("nfsd-1"), nfsdMutex);
    machine.write(machine.thread("nfsd-2"), nfsdMutex);
    machine.write(machine.thread("umount"), nfsdMutex);
    machine.pass(SECOND);
    Finding deadlock = machine.only(Finding.Kind.DEADLOCK);
    assertThat(deadlock.headline())
        .isEqualTo(
            "3 tasks wait for one another forever: nfsd-0..nfsd-2; 1 more task waits behind them");
    assertThat(deadlock.details())
        .contains(
            "nfsd-1, nfsd-2 (2 tasks)",
            "  waits for nfsd_mutex, since 0.003 s, held by nfsd-0",
            "and 1 more task waits behind them: umount");
  }

  @Test
  void completionThatNobodyIsLeftToBringAboutIsWaitedForForEver() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    machine.write(machine.thread("waiter"), done);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("waiter waits forever for done: nobody is left to do it");
  }

  @Test
  void completionEndsWhenAnyProviderGoesOn() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    TaskRow waiter = machine.thread("waiter");
    TaskRow stuck = machine.thread("stuck");
    TaskRow free = machine.thread("free");
    machine.provides(stuck, done);
    machine.provides(free, done);
    machine.holdsToWrite(waiter, mmapLock);
    machine.write(stuck, mmapLock);
    machine.write(waiter, done);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();

    free.end(TaskRow.State.EXITED, machine.now());
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("stuck and waiter wait for each other forever");
  }

  @Test
  void answerThatMayBeOnItsWayIsGivenUntilTheNextLook() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    TaskRow waiter = machine.thread("waiter");
    TaskRow provider = machine.thread("provider");
    machine.provides(provider, done);
    machine.write(waiter, done);
    machine.pass(SECOND);
    provider.end(TaskRow.State.EXITED, machine.now());
    machine.pass(100 * Machine.MS);
    waiter.run();
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
  }

  @Test
  void unitOfASemaphoreComesFromAnyHolder() {
    Resource slots = machine.resource(Resource.Kind.SEMAPHORE, "slots");
    TaskRow stuck = machine.thread("stuck");
    TaskRow free = machine.thread("free");
    TaskRow waiter = machine.thread("waiter");
    machine.holdsToWrite(stuck, slots);
    machine.holdsToWrite(free, slots);
    machine.holdsToWrite(waiter, mmapLock);
    machine.write(stuck, mmapLock);
    machine.write(waiter, slots);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();

    machine.write(free, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
  }

  @Test
  void unitOfASemaphoreMayComeFromWhoeverGivesThemBack() {
    Resource slots = machine.resource(Resource.Kind.SEMAPHORE, "slots");
    TaskRow stuck = machine.thread("stuck");
    TaskRow giver = machine.thread("giver");
    TaskRow waiter = machine.thread("waiter");
    machine.holdsToWrite(stuck, slots);
    machine.holdsToWrite(waiter, mmapLock);
    machine.provides(giver, slots);
    machine.write(stuck, mmapLock);
    machine.write(waiter, slots);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();

    machine.write(giver, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
  }

  @Test
  void remoteServerMayAlwaysAnswer() {
    Resource server = machine.resource(Resource.Kind.SERVER, "afs-server");
    TaskRow closer = machine.thread("closer");
    machine.holdsToWrite(closer, mmapLock);
    machine.write(closer, server);
    machine.write(machine.thread("faulter"), mmapLock);
    machine.pass(300 * SECOND);
    assertThat(machine.deadlocks()).isEmpty();
    assertThat(machine.verdict()).isEqualTo(Verdict.WAITS);
  }
}
