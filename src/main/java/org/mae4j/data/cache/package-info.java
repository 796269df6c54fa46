/** Files that keep decoded images, and maps of them into memory. */
package org.mae4j.data.cache;
