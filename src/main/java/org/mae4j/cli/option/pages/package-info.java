/** The options for live pages, and the pages that a command serves while it works. */
package org.mae4j.cli.option.pages;
