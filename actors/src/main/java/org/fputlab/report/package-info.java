/** What a run says: text, kernel-log style, JSON. */
@NullMarked
package org.fputlab.report;

import org.jspecify.annotations.NullMarked;
