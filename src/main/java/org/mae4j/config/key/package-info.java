/** The keys of a configuration: those that records make, the values that a key can have, and the nearest key. */
package org.mae4j.config.key;
