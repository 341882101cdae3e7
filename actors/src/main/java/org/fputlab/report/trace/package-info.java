/** A run as a trace that the field's tools open. */
@NullMarked
package org.fputlab.report.trace;

import org.jspecify.annotations.NullMarked;
