package org.fputlab.scenario.observed;

/**
 * How long runs of one kind of function took.
 *
 * @param label what tells them from others of the same part and caller, as in {@code xfs}; or ""
 */
record Observed(Part part, Caller caller, String label, Histogram times) {}
