/** Plans of the host and of devices on several threads. */
package org.mae4j.engine.parallel;
