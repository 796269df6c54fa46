/** The runs and sweeps on the disk that the live pages show. */
package org.mae4j.ui.catalog;
