/** SameDiff models in the terms of Deeplearning4j's training pages: layers, connections, and names of parameters. */
package org.mae4j.ui.dl4j.model;
