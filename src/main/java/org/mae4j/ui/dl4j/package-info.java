/**
 * What Deeplearning4j's training pages show: a {@code StatsStorage} in memory, filled from the files of run
 * directories. The trainings know nothing of it. Each training of a run is a session of its own, for a session has one
 * model; so is each linear probe, whose reports are those of Deeplearning4j's own listener.
 *
 * <p>The pages know iterations, not images: theirs are the optimizer steps. They draw a missing value as 0 and take the
 * names of curves from the first report, so each report has all figures, as they were last measured. A session has at
 * most {@value org.mae4j.ui.dl4j.ThinnedRecords#LIMIT} reports, as many as the pages draw: where more would come, every
 * second one is dropped and from then on only every second one taken.
 */
package org.mae4j.ui.dl4j;
