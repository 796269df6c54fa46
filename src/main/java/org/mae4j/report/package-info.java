/**
 * A run, several beside each other, or a sweep, as one HTML file that needs nothing else: no script, and nothing of the
 * network. The template escapes every text that it is given; no part of a page is put together as a string.
 */
package org.mae4j.report;
