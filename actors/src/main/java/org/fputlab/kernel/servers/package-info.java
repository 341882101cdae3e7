/** Remote servers and the network to them. */
@NullMarked
package org.fputlab.kernel.servers;

import org.jspecify.annotations.NullMarked;
