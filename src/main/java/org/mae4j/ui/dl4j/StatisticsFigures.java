package org.mae4j.ui.dl4j;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Numbers by name, in the room of the numbers alone: many of these share their names. */
final class StatisticsFigures extends AbstractMap<String, Double> {
  private final Names names;
  private final IntToDoubleFunction values;

  /** Distinct names and the place of each. */
  static final class Names {
    private final Map<String, Integer> places = new LinkedHashMap<>();

    Names(List<String> names) {
      names.forEach(name -> places.put(name, places.size()));
    }

    int size() {
      return places.size();
    }
  }

  /** Gives equal names as the same object. */
  static final class NameTable {
    private final Map<List<String>, Names> known = new HashMap<>();

    Names of(List<String> names) {
      return known.computeIfAbsent(names, Names::new);
    }
  }

  /** @param values by the place of the name */
  StatisticsFigures(Names names, IntToDoubleFunction values) {
    this.names = names;
    this.values = values;
  }

  static StatisticsFigures of(Names names, float[] values) {
    return new StatisticsFigures(names, i -> values[i]);
  }

  @Override
  public boolean containsKey(Object name) {
    return names.places.containsKey(name);
  }

  @Override
  public Double get(Object name) {
    Integer place = names.places.get(name);
    return place == null ? null : values.applyAsDouble(place);
  }

  @Override
  public Set<String> keySet() {
    return names.places.keySet();
  }

  @Override
  public Set<Map.Entry<String, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Double>> iterator() {
        return names.places.entrySet().stream()
            .map(place -> Map.entry(place.getKey(), values.applyAsDouble(place.getValue()))).iterator();
      }

      @Override
      public int size() {
        return names.size();
      }
    };
  }
}
