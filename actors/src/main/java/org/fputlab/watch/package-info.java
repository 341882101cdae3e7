/** The supervisors: they read the tables of {@code engine} and report findings. */
@NullMarked
package org.fputlab.watch;

import org.jspecify.annotations.NullMarked;
