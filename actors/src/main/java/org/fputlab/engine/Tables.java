package org.fputlab.engine;

import java.util.ArrayList;
import java.util.List;

/** Everything a run publishes for watchers and reports. */
public final class Tables {

  private final Mailboxes mailboxes;
  private final TaskTable tasks = new TaskTable();
  private final Registry<Gauge> gauges = new Registry<>(Gauge::new);
  private final Registry<Gauge> listed = new Registry<>(Gauge::new);
  private final Registry<Samples> samples = new Registry<>(Samples::new);
  private final Journal journal = new Journal();
  private final Afflictions afflictions = new Afflictions();
  private final Agenda agenda = new Agenda();
  private final List<ActorLog> logs = new ArrayList<>();
  private final KernelBugs bugs = new KernelBugs(tasks);
  private final AtomicSleeps atomicSleeps = new AtomicSleeps();
  private final Standstill standstill = new Standstill(this);
  private final StepsHeard steps = new StepsHeard();

  public Tables(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  public Mailboxes mailboxes() {
    return mailboxes;
  }

  public TaskTable tasks() {
    return tasks;
  }

  /** Queues that are not mailboxes, and counters. */
  public Registry<Gauge> gauges() {
    return gauges;
  }

  /** Of each mount, the files on the list of delayed puts, or being finalised from there. */
  public Registry<Gauge> listed() {
    return listed;
  }

  /** Durations. */
  public Registry<Samples> samples() {
    return samples;
  }

  public Journal journal() {
    return journal;
  }

  /** What turns touch that others touch too. */
  public Touches touches() {
    return mailboxes.touches();
  }

  /** The faults now active, by what they afflict. */
  public Afflictions afflictions() {
    return afflictions;
  }

  /** What is still to be done and is no task's yet. */
  public Agenda agenda() {
    return agenda;
  }

  /** Where the emulated kernel used what it had freed. */
  public KernelBugs bugs() {
    return bugs;
  }

  /** Where tasks might have slept though they must not. */
  public AtomicSleeps atomicSleeps() {
    return atomicSleeps;
  }

  /** Whether time still passes. */
  public Standstill standstill() {
    return standstill;
  }

  /** Where tasks tell of their steps. */
  public StepsHeard steps() {
    return steps;
  }

  /** The logs of the run's actors. */
  public List<ActorLog> logs() {
    return logs;
  }

  /** Forgets the run before. */
  public void clear() {
    mailboxes.clear();
    tasks.clear();
    bugs.clear();
    atomicSleeps.clear();
    gauges.clear();
    listed.clear();
    samples.clear();
    journal.clear();
    afflictions.clear();
    agenda.clear();
    logs.clear();
    steps.clear();
  }
}
