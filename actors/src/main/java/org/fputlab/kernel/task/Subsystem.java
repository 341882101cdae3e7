package org.fputlab.kernel.task;

import java.util.function.Function;
import org.fputlab.kernel.words.Area;

/**
 * A kind of subsystem, as the kernel lists them.
 *
 * @param type its class, by which others ask for the one of their machine
 * @param area what it brings to every machine
 * @param maker how the one of a machine is made, from those that it needs
 */
public record Subsystem<S>(Class<S> type, Area area, Function<Wiring, S> maker) {}
