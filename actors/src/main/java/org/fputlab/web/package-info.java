/** A live run over HTTP: what can be seen of it, what can be done to it, and its events. */
@NullMarked
package org.fputlab.web;

import org.jspecify.annotations.NullMarked;
