/** Commands that start or resume the stages of a run. */
package org.mae4j.cli.command.run;
