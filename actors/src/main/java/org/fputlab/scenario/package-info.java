/** Scenario files: from HOCON to checked records, and from records to a run. */
@NullMarked
package org.fputlab.scenario;

import org.jspecify.annotations.NullMarked;
