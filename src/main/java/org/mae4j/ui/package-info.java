/**
 * Live pages of runs and sweeps, on Deeplearning4j's UI server.
 *
 * <p>Everything shown is read from what runs leave on the disk. A process that trains does nothing for it and waits for
 * nothing; so the pages show the same from any process, several trainings at once, and what a killed one has left.
 *
 * <p>Deeplearning4j's server listens on all hosts, takes statistics and files from anyone, and serves whatever lies
 * below the working directory under the right name. Its class is kept, for the training pages ask it what they need to
 * know, but not its start: {@link org.mae4j.ui.TrainingPages} has a router of its own with the training pages' routes
 * and those of {@link org.mae4j.ui.RunsModule}, behind {@link org.mae4j.ui.RequestFilter}. Against handing the original start a
 * server in disguise, this leaves nothing in place that would have to be closed again, and needs no more of
 * Deeplearning4j than what its modules offer.
 */
package org.mae4j.ui;
