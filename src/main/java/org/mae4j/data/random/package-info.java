/** Random numbers that depend on a seed alone and are the same on every machine. */
package org.mae4j.data.random;
