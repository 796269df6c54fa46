/** Configurations as HOCON: files and words of a command, the place of each value, and problems with their places. */
package org.mae4j.config.hocon;
