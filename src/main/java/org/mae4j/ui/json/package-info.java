/** What the JSON interface answers: runs, sweeps and their files as the pages show them, read from the run directories. */
package org.mae4j.ui.json;
