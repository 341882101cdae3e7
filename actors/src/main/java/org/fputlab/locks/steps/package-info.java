/** The lock graph of all that the steps of a scenario can do, and what it proves. */
@NullMarked
package org.fputlab.locks.steps;

import org.jspecify.annotations.NullMarked;
