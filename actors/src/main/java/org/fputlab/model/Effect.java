package org.fputlab.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a step brings about, for those who walk the steps without running them: which lock it takes,
 * which file it puts, whom it waits for. A step has several in the order in which they happen.
 *
 * <p>Where it is open what a step does, it has every effect that it may have.
 */
public sealed interface Effect {

  /**
   * Takes a sleeping lock.
   *
   * @param word the step's word
   * @param givenBackBy the word that gives it back
   * @param tries a trylock, which never waits: who holds other locks asks for none here, but holds
   *     this one from here on
   */
  record Takes(
      String word, LockName lock, boolean shared, Sleeping how, String givenBackBy, boolean tries)
      implements Effect {}

  /** Gives a sleeping lock back. */
  record GivesBack(String word, LockName lock, boolean shared) implements Effect {}

  /** Takes an rwsem for reading, which no task owns from then on: any may give it back. */
  record TakesUnowned(LockName lock) implements Effect {}

  /** Gives back an rwsem that some task took so. */
  record GivesUnownedBack(LockName lock) implements Effect {}

  /** Begins a section in which no step may sleep; sections may nest, and {@code end} ends one. */
  record EntersAtomic(String word, String end) implements Effect {}

  /** Ends a section that {@code begin} began. */
  record LeavesAtomic(String word, String begin) implements Effect {}

  /** Takes one of a counting resource; with {@code tries} only if one is there. */
  record TakesUnit(LockName semaphore, Sleeping how, boolean tries) implements Effect {}

  /** Gives one of a counting resource back, whoever took it. */
  record GivesUnit(LockName semaphore) implements Effect {}

  /** Reclaims memory where there is too little, as the machine says, unless that is stopped. */
  record Reclaims() implements Effect {}

  /** Begins a section in which the task reclaims nothing; sections may nest. */
  record StopsReclaim(String word, String end) implements Effect {}

  /** Ends one. */
  record LetsReclaim(String word, String begin) implements Effect {}

  /** Freezes a superblock, by its mount, level by level. */
  record Freezes(String superblock) implements Effect {}

  /** Ends the freeze of a superblock, whoever began it. */
  record Thaws(String superblock) implements Effect {}

  /** Waits until somebody completes it, or with {@code bounded} until a timer goes off. */
  record WaitsForCompletion(String completion, Sleeping how, boolean bounded) implements Effect {}

  /** Completes it, for one or with {@code all} for all. */
  record Completes(String completion, boolean all) implements Effect {}

  /** Opens a file and calls it {@code file}; where {@code mount} is "" on the call's own mount. */
  record Opens(String file, String mount, String inode, OpenMode mode) implements Effect {}

  /** Takes one more reference to a file. */
  record Gets(String file) implements Effect {}

  /** Does what may fail over again until it does not: others may have to do something first. */
  record Retries() implements Effect {}

  /** Needs a file, and changes no count of it. */
  record Uses(String file) implements Effect {}

  /** Maps a file into an address space; the reference is {@link Gets}'. */
  record Maps(String file, String mm) implements Effect {}

  /** Unmaps a file from an address space; the reference is {@link Puts}'. */
  record Unmaps(String file, String mm) implements Effect {}

  /** Which way a reference is dropped. */
  enum Way {
    /** {@code close}: flush, and by the policy. */
    CLOSE,
    /** {@code fput}: by the policy. */
    FPUT,
    /** {@code __fput_sync}: in the caller. */
    SYNC,
    /** {@code fput_bounded}: either. */
    BOUNDED,
    /** By nfsd's file cache, later. */
    FILE_CACHE
  }

  /** Drops a reference to a file. */
  record Puts(String file, Way way) implements Effect {}

  /** Whose files a step closes that closes what other steps left somewhere. */
  enum Store {
    /** {@code delayed_fput_list}. */
    DELAYED_FPUT,
    /** The task's own task_work. */
    TASK_WORK,
    /** The dispose list of nfsd's file cache. */
    NFSD_DISPOSE,
    /** The queue of the socket being closed. */
    SOCKET_QUEUE,
    /** What the unix garbage collector finds. */
    SOCKET_GARBAGE,
    /** What an eventpoll watches, of which whoever asks it may have the last reference. */
    EVENTPOLL,
    /** {@code delayed_mntput_list}, on which there are mounts. */
    DELAYED_MNTPUT
  }

  /** Closes the files that other steps left there, or shuts the mounts down. */
  record Empties(Store store) implements Effect {}

  /** Queues a work item; with {@code file} not "" an item of its own that takes it over. */
  record Queues(String work, String file) implements Effect {}

  /** Takes a work item back that was queued and has not begun. */
  record Cancels(String work) implements Effect {}

  /** What a step waits for the end of. */
  enum Ending {
    WORK,
    WORKQUEUE,
    THREAD
  }

  /** Waits until a work item, all of a queue, or a thread has ended. */
  record WaitsForEnd(Ending of, String name) implements Effect {}

  /** Asks a server, and waits for its reply or not. */
  record Asks(String server, String operation, boolean waits) implements Effect {}

  /** Sends a signal to a task, or to all of many alike. */
  record SendsSignal(String task, Signal signal) implements Effect {}

  /** Freezes all tasks that may be frozen, until the same task thaws them. */
  record FreezesTasks(String word) implements Effect {}

  /** Thaws them. */
  record ThawsTasks() implements Effect {}

  /** Waits where a task may be frozen, and a user task always is: it goes on when it is thawed. */
  record MayFreeze() implements Effect {}

  /** Detaches a mount, whose last put shuts its file system down. */
  record Detaches(String mount) implements Effect {}

  /** Removes a file's name: its inode may go with its last close. */
  record Unlinks(String file) implements Effect {}

  /** Removes a name of which no file need be open: the same, for whoever has it open. */
  record UnlinksName(String mount, String inode) implements Effect {}

  /** Passes a reference to a file in a message, to the queue of a socket. */
  record Sends(String file, String socket) implements Effect {}

  /** Has an eventpoll watch a file, to which that takes no reference. */
  record Watches(String file) implements Effect {}

  /**
   * Asks the files that an eventpoll watches; since 6.9 with a reference meanwhile, which may be
   * the last.
   */
  record Polls() implements Effect {}

  /** Sets a flag that others may sleep on until the same task clears it. */
  record Sets(LockName flag) implements Effect {}

  /** Clears that flag. */
  record Clears(LockName flag) implements Effect {}

  /** Sleeps as long as somebody else has the flag set. */
  record WaitsForFlag(LockName flag) implements Effect {}

  /** A freeze is complete: the levels that the task took are nobody's until a thaw. */
  record Frozen(String superblock) implements Effect {}

  /** What a file system, or a mount, has steps of its own for. */
  enum Part {
    FLUSH,
    RELEASE,
    D_IPUT,
    EVICT,
    CLEANUP_MNT,
    KILL_SB
  }

  /**
   * Goes through what the file system or mount of that which is closed does there, if it comes to
   * that.
   *
   * @param through the kernel's functions in between, outermost first
   */
  record RunsPart(Part part, List<String> through) implements Effect {}

  /** Drops the reference that what is closed has to its mount. */
  record PutsMount() implements Effect {}

  /** Drops the reference that a mount has to its superblock; behind the last comes {@code last}. */
  record PutsSuperblock(Path last) implements Effect {}

  /** What it brings about since a release of the kernel, and what it did before. */
  record Since(int major, int minor, List<Effect> now, List<Effect> before) implements Effect {

    /** What it brings about in this kernel. */
    public List<Effect> in(KernelVersion kernel) {
      return kernel.isAtLeast(major, minor) ? now : before;
    }
  }

  /** Nobody has said what it brings about: it may be anything. */
  record Unknown() implements Effect {}

  /** Calls a path that the scenario describes. */
  record Calls(Path path) implements Effect {}

  /** Goes through a path of the kernel's own. */
  record Runs(Path path) implements Effect {}

  /** The ones happen, or the others: who walks the steps takes both ways. */
  record Branches(List<Effect> then, List<Effect> otherwise) implements Effect {}

  /** All that may happen, for those to whom it is one which way a step goes. */
  default Stream<Effect> either() {
    if (this instanceof Since since) {
      return Stream.concat(since.now().stream(), since.before().stream()).flatMap(Effect::either);
    }
    return this instanceof Branches fork
        ? Stream.concat(fork.then().stream(), fork.otherwise().stream()).flatMap(Effect::either)
        : Stream.of(this);
  }
}
