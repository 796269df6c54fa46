package org.mae4j.experiment.run;

import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSplits;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;

/**
 * The inputs of a run.
 *
 * @param invocation command that starts, repeats or resumes the run
 * @param images counts the images that the stages of the run have seen
 */
public record RunInputs(Invocation invocation, ExperimentConfig config, DataSplits data, RunDirectory directory,
    SeenImages images) {}
