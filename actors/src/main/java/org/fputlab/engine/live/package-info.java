/** The live engine: Akka's own threads and timer, the wall clock, one turn at a time. */
@NullMarked
package org.fputlab.engine.live;

import org.jspecify.annotations.NullMarked;
