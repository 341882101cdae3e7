/** How fast fputlab is, by itself and beside other ways of simulating the same. */
@NullMarked
package org.fputlab.bench;

import org.jspecify.annotations.NullMarked;
