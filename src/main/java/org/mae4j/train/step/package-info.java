/** The steps of a training: by replicas on the CPU, or by one or several devices, each of which has a share of a step. */
package org.mae4j.train.step;
