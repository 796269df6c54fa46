/** The loading of configurations: values are merged over the defaults, get present names, and are bound to records. */
package org.mae4j.config.load;
