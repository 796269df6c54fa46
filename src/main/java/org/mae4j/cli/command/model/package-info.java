/** Commands that use, export and import the models of a run. */
package org.mae4j.cli.command.model;
