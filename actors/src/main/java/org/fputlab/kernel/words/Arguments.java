package org.fputlab.kernel.words;

import org.fputlab.model.Branch;
import org.fputlab.model.Dist;
import org.fputlab.model.LockKind;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Signal;
import org.fputlab.model.Step;

/**
 * What follows a step's word, taken argument by argument and held against what the scenario
 * declares. Each method takes the next, and throws where it is missing or not what it should be.
 */
public interface Arguments {

  /** Whether nothing is left. */
  boolean isEmpty();

  /** Whether only one argument is left, or none. */
  boolean isLast();

  /** Whether the next is this very word. */
  boolean isNext(String word);

  /** Takes this very word. */
  void word(String word) throws BadValue;

  /**
   * A name.
   *
   * @param what what it is the name of, as in {@code a completion}
   */
  String name(String what) throws BadValue;

  /** A whole number from 1 up. */
  int count(String what) throws BadValue;

  /** A duration or distribution. */
  Dist time() throws BadValue;

  /** A lock of this kind. */
  LockName lock(LockKind kind) throws BadValue;

  /** A freeze level of a superblock. */
  LockName freezeLevel(String level) throws BadValue;

  /** A superblock, by its mount or by a placeholder. */
  String superblock() throws BadValue;

  /** A server by name, or {@code server} for that of the file's own file system. */
  String server() throws BadValue;

  /** A mount that is declared. */
  String mount() throws BadValue;

  /** The mount that a call is about, or "" where there is none. */
  String ownMount();

  /** {@code C}, or {@code completion C} as reports have it. */
  String completion() throws BadValue;

  /** An address space. */
  String addressSpace() throws BadValue;

  /** The name of an inode. */
  String inode() throws BadValue;

  /** A file that is declared or that the same steps open; {@code it} where none is left. */
  String file() throws BadValue;

  /** The name of a file that this step opens; {@code it} where none is left. */
  String opened() throws BadValue;

  /** A work item of which there is one. */
  String singleWork() throws BadValue;

  /** The same, or one of the kernel's own, which users know from their logs. */
  String flushedWork() throws BadValue;

  /** A work that makes an item for each file that it is handed. */
  String workThatTakesAFile() throws BadValue;

  /** A work queue. */
  String queue() throws BadValue;

  /** A kernel thread, or all of a group. */
  String kthread() throws BadValue;

  /** A signal by its name. */
  Signal signal() throws BadValue;

  /** A user task that is sent this signal, or all of many alike. */
  String userTask(Signal sent) throws BadValue;

  /** A path of the scenario's. */
  Path path() throws BadValue;

  /** A whole step, with its own arguments; one that an errno may end. */
  Step stepThatMayFail() throws BadValue;

  /** {@code [then STEP] [else STEP]}: all that is left. */
  Branch branch() throws BadValue;

  /** Refuses the step unless the task returns to user mode. */
  void needUserTask() throws BadValue;

  /** Refuses the step unless it is a kernel thread's. */
  void needKernelTask() throws BadValue;

  /** The step ends interruptible waits of all user tasks, as a signal would. */
  void freezesUserTasks();

  /** Refuses the step unless the machine runs nfsd. */
  void needNfsd() throws BadValue;

  /** Refuses the step unless it stands in a release. */
  void needRelease() throws BadValue;
}
