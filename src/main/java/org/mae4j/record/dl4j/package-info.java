/** What Deeplearning4j's own listeners report of its networks, in a file. */
package org.mae4j.record.dl4j;
