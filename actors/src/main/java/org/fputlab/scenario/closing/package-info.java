/** Scenarios that ask whether a close may be made in place: built from what somebody says of it. */
@NullMarked
package org.fputlab.scenario.closing;

import org.jspecify.annotations.NullMarked;
