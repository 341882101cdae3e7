/** Kernel objects and rules as plain Java: no Akka, no clock and no randomness of their own. */
@NullMarked
package org.fputlab.model;

import org.jspecify.annotations.NullMarked;
