/**
 * Reports of a run, of several runs, or of a sweep. Each report is one HTML file without references to other files. A
 * report of a sweep has one script, for its interactive plots; the other reports have none. The templates escape every
 * text; no HTML is built from strings.
 */
package org.mae4j.report;
