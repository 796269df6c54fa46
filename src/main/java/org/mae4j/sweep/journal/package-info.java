/** The journal of a sweep: one JSON object per line, read and written as records. */
package org.mae4j.sweep.journal;
