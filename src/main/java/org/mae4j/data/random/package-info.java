/** Random numbers that are a function of a seed alone, on every machine. */
package org.mae4j.data.random;
