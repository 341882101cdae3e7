/** Unix sockets, files in flight, and the garbage collector. */
@NullMarked
package org.fputlab.kernel.sockets;

import org.jspecify.annotations.NullMarked;
