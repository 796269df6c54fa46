/** The values of records: read from HOCON, checked by type, and written. */
package org.mae4j.config.value;
