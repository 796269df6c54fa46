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

/** A read-only map from names to numbers that shares its keys with other maps, so that it only stores the numbers. */
final class SharedKeyMap extends AbstractMap<String, Double> {
  private final Keys keys;
  private final IntToDoubleFunction values;

  /** Distinct names with their indices. */
  static final class Keys {
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    Keys(List<String> names) {
      names.forEach(name -> indices.put(name, indices.size()));
    }
  }

  /** Returns the same {@link Keys} for equal lists of names. */
  static final class KeyCache {
    private final Map<List<String>, Keys> cached = new HashMap<>();

    Keys get(List<String> names) {
      return cached.computeIfAbsent(names, Keys::new);
    }
  }

  /** @param values value by the index of its key */
  SharedKeyMap(Keys keys, IntToDoubleFunction values) {
    this.keys = keys;
    this.values = values;
  }

  @Override
  public boolean containsKey(Object name) {
    return keys.indices.containsKey(name);
  }

  @Override
  public Double get(Object name) {
    Integer index = keys.indices.get(name);
    return index == null ? null : values.applyAsDouble(index);
  }

  @Override
  public Set<String> keySet() {
    return keys.indices.keySet();
  }

  @Override
  public Set<Map.Entry<String, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Double>> iterator() {
        return keys.indices.entrySet().stream()
            .map(key -> Map.entry(key.getKey(), values.applyAsDouble(key.getValue()))).iterator();
      }

      @Override
      public int size() {
        return keys.indices.size();
      }
    };
  }
}
