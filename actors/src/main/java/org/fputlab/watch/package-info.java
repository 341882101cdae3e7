/**
 * The supervisors: they read the tables of {@code engine} and report findings. And what a mean or a
 * drift is worth.
 */
@NullMarked
package org.fputlab.watch;

import org.jspecify.annotations.NullMarked;
