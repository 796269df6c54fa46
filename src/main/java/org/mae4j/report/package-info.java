/**
 * Reports of a run, of several runs, or of a sweep. Each report is one HTML file without scripts and without references
 * to other files. The templates escape every text; no HTML is built from strings.
 */
package org.mae4j.report;
