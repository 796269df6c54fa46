/** Files with the reports of Deeplearning4j's own training listener. */
package org.mae4j.record.dl4j;
