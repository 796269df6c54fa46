/** Commands of sweeps. */
package org.mae4j.cli.command.sweep;
