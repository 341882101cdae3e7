/** Eventpolls, and the files that they watch. */
@NullMarked
package org.fputlab.kernel.epoll;

import org.jspecify.annotations.NullMarked;
