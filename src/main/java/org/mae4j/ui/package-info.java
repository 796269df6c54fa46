/**
 * Live pages of runs and sweeps, on Deeplearning4j's UI server.
 *
 * <p>All data is read from the run directories. A training process is not involved, so any process can serve the pages,
 * also for several trainings at once and for a run whose process was killed.
 *
 * <p>Deeplearning4j's own server listens on all hosts, accepts statistics and files from any client, and serves files
 * below the working directory. {@link org.mae4j.ui.Dl4jUiServer} extends its class, because the training pages query it,
 * but does not use its start. It has a router of its own with the routes of the training pages and of
 * {@link org.mae4j.ui.RunsModule}, behind {@link org.mae4j.ui.RequestFilter}. So nothing needs to be closed afterwards,
 * and only the public interface of Deeplearning4j's modules is needed.
 */
package org.mae4j.ui;
