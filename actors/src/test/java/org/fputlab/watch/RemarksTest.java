package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

class RemarksTest {

  private final Machine machine = new Machine();

  @Test
  void failedUnmountsAreCounted() {
    machine.tables.gauges().of("umount EBUSY").add(3);
    assertThat(machine.only(Finding.Kind.EBUSY).headline())
        .isEqualTo("umount failed 3 times with EBUSY: closes were still pending");
    assertThat(machine.only(Finding.Kind.EBUSY).implies()).isEqualTo(Verdict.OK);
  }

  @Test
  void timesOfUnmountsThatWentThroughInTheEndAreToldByMount() {
    machine.tables.gauges().of("umount EBUSY").add(3);
    for (long lasted : new long[] {0, 4 * Machine.MS, 6 * Machine.MS, 8 * Machine.MS}) {
      machine.tables.samples().of("umount EBUSY scratch").record(lasted);
    }
    machine.tables.samples().of("umount EBUSY quiet").record(0);
    Finding busy = machine.only(Finding.Kind.EBUSY);
    assertThat(busy.details())
        .containsExactly(
            "scratch: 3 of 4 found it busy, for 6 ms in the median, 8 ms at most",
            "quiet: 0 of 1 found it busy");
    assertThat(busy.figures()).containsEntry("scratch.calls", 4L).containsEntry("scratch.busy", 3L);
  }

  @Test
  void failedExecsAreCountedApartFromFailedOpens() {
    machine.tables.gauges().of("exec ETXTBSY").add(2);
    machine.tables.gauges().of("open ETXTBSY").add(1);
    assertThat(machine.findings(Finding.Kind.ETXTBSY))
        .extracting(Finding::headline)
        .containsExactly(
            "exec failed 2 times with ETXTBSY: the file was still open for writing, or its close was"
                + " pending",
            "open for writing failed 1 time with ETXTBSY: the file was being run");
  }

  @Test
  void failedOpensAreSetAgainstThePendingCloses() {
    machine.tables.gauges().of("ENFILE").add(1);
    machine.tables.gauges().of("pending closes").add(8_192);
    machine.tables.gauges().of("pending closes").remove(8_000);
    assertThat(machine.only(Finding.Kind.FILE_MAX).headline())
        .isEqualTo(
            "open failed 1 time with ENFILE:"
                + " file-max counts up to 8,192 pending closes as open files");
  }

  @Test
  void stackIsTooDeepFromHalfOfItsSixteenKibibytesOn() {
    TaskRow row = machine.thread("nested");
    String[] frames = new String[17];
    Arrays.fill(frames, "__fput");
    machine.runs(row, Arrays.copyOf(frames, 16));
    assertThat(machine.findings(Finding.Kind.DEEP_STACK)).isEmpty();

    machine.runs(row, frames);
    machine.runs(row);
    assertThat(machine.only(Finding.Kind.DEEP_STACK).headline())
        .isEqualTo(
            "the deepest stack is that of nested: 17 frames of 512 bytes are 8.5 KiB, of the 16 KiB that there are");
  }

  @Test
  void machineWhoseStackIsFullHasCrashed() {
    TaskRow row = machine.thread("nested");
    String[] frames = new String[33];
    Arrays.fill(frames, "__fput");
    machine.runs(row, Arrays.copyOf(frames, 32));
    machine.pass(Machine.SECOND);
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);

    machine.runs(row, frames);
    machine.pass(Machine.SECOND);
    assertThat(machine.verdict()).isEqualTo(Verdict.CRASHES);
    Finding overflow = machine.only(Finding.Kind.STACK_OVERFLOW);
    assertThat(overflow.headline())
        .isEqualTo(
            "kernel stack overflow in nested:"
                + " 33 frames of 512 bytes are 16.5 KiB, of the 16 KiB that there are");
    assertThat(overflow.details())
        .hasSize(34)
        .startsWith("BUG: stack guard page was hit, task nested/100");
    assertThat(machine.findings(Finding.Kind.DEEP_STACK)).isEmpty();
  }

  @Test
  void machineWithoutTroubleHasNoRemarks() {
    machine.thread("nfsd-0");
    machine.pass(Machine.SECOND);
    assertThat(machine.supervisors.findings(machine.now())).isEmpty();
  }
}
