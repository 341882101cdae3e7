/** Work on other JVMs, by Akka Cluster: who hands it out, who does it, and what they tell. */
@NullMarked
package org.fputlab.cluster;

import org.jspecify.annotations.NullMarked;
