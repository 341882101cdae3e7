package org.fputlab.model;

/**
 * What the fair scheduler knows of one task: {@code struct sched_entity} (include/linux/sched.h,
 * v6.12). All tasks weigh the same, so virtual time is the time that a task has computed.
 */
class FairEntity {

  /** How far it is: the scheduler favours who is behind. */
  long vruntime;

  /** Where its present slice ends, in virtual time. */
  long deadline;

  /** By how much less than its share it had got when it left its queue; negative for more. */
  long lag;

  /** What it has computed since it last got the processor. */
  long ran;

  /** It keeps the processor until its slice ends, or it has had more than its share. */
  boolean isProtected;

  /** It has never computed anywhere. */
  boolean isNew = true;
}
