package org.fputlab.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.fault.FaultSpec;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.KernelSpec;
import org.fputlab.watch.Verdict;
import org.fputlab.watch.WatchSpec;

/**
 * A checked scenario file.
 *
 * @param file the file it came from, as the user named it
 * @param title one line
 * @param story one paragraph
 * @param source where the story comes from
 * @param hazard what makes a close unsafe here, in words
 * @param duration simulated time in nanoseconds
 * @param seed where all randomness comes from
 * @param kernel the machine and its load; its {@code close} is the file's own policy
 * @param faults the timeline, in order of time
 * @param expect the verdict expected under each policy that the file speaks of
 * @param unproved why its steps alone do not prove that nobody hangs, under each policy that the
 *     file speaks of
 * @param watch the supervisors' limits
 * @param texts the file and those it includes, by name, as they were read
 */
public record Scenario(
    String file,
    String title,
    String story,
    List<String> source,
    Hazard hazard,
    long duration,
    long seed,
    KernelSpec kernel,
    List<FaultSpec> faults,
    Map<ClosePolicy, Verdict> expect,
    Map<ClosePolicy, String> unproved,
    WatchSpec watch,
    Map<String, String> texts) {

  /** The same where other programs run these of its servers. */
  public Scenario withElsewhere(Set<String> servers) {
    return new Scenario(
        file,
        title,
        story,
        source,
        hazard,
        duration,
        seed,
        kernel.withElsewhere(servers),
        faults,
        expect,
        unproved,
        watch,
        texts);
  }
}
