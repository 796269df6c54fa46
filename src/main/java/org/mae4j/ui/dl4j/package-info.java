/**
 * The data of Deeplearning4j's training pages: a {@code StatsStorage} in memory that is filled from the files of run
 * directories. The trainings are not involved. Each stage that trains is a session of its own, because a session has
 * one model. Each linear probe is a session, too; its reports were written by Deeplearning4j's own listener.
 *
 * <p>The pages count iterations, which are optimizer steps here. They draw a missing value as 0 and take the names of
 * the curves from the first report, so other metrics than the loss, which start later, are not shown there. A session
 * holds at most {@value org.mae4j.ui.dl4j.BoundedHistory#LIMIT} reports, the number of points that the pages draw.
 */
package org.mae4j.ui.dl4j;
