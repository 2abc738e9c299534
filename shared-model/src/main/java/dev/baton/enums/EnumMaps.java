package dev.baton.enums;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Makes maps by the constants of an enum, in their order. They cannot be modified. */
public final class EnumMaps {

  private EnumMaps() {}

  /** A value for each constant. */
  public static <K extends Enum<K>, V> Map<K, V> each(Class<K> keys, Function<K, V> value) {
    Map<K, V> map = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      map.put(key, value.apply(key));
    }
    return Collections.unmodifiableMap(map);
  }

  /** The same map with a copy of each value. */
  public static <K extends Enum<K>, V, W> Map<K, W> copy(
      Class<K> keys, Map<K, V> map, Function<? super V, ? extends W> copied) {
    Map<K, W> copy = new EnumMap<>(keys);
    map.forEach((key, value) -> copy.put(key, copied.apply(value)));
    return Collections.unmodifiableMap(copy);
  }
}
