package org.mae4j.sweep.generator;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.mae4j.base.Direction;

/** Tells Arbiter's genetic generator which objectives are better. The generator calls no other method. */
@SuppressWarnings("deprecation") // the interface has a deprecated method
record ObjectiveComparator(Direction direction) implements ScoreFunction {
  @Override
  public boolean minimize() {
    return direction == Direction.MINIMIZE;
  }

  @Override
  public double score(Object model, DataProvider dataProvider, Map<String, Object> dataParameters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public double score(Object model, Class<? extends DataSource> dataSource, Properties dataSourceProperties) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Class<?>> getSupportedModelTypes() {
    return List.of();
  }

  @Override
  public List<Class<?>> getSupportedDataTypes() {
    return List.of();
  }
}
