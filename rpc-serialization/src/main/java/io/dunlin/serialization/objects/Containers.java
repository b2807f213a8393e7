package io.dunlin.serialization.objects;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSequentialList;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Makes empty collections and maps of the classes that may stand in a type or on the wire. */
public final class Containers {
  private static final Map<Class<?>, IntFunction<Collection<Object>>> COLLECTIONS = collections();
  private static final Map<Class<?>, IntFunction<Map<Object, Object>>> MAPS = maps();
  private static final Map<String, Class<?>> BY_NAME = byName();

  private Containers() {}

  /**
   * What makes collections for a declared {@code type}, given how many elements to expect; null if
   * such a collection cannot be made. An {@code EnumSet} needs its enum and is made elsewhere.
   */
  public static @Nullable IntFunction<Collection<Object>> collection(Class<?> type) {
    IntFunction<Collection<Object>> known = COLLECTIONS.get(type);
    if (known != null || TypeKinds.isJdk(type)) {
      return known;
    }
    Constructor<?> constructor = constructor(type);
    if (constructor == null) {
      return null;
    }
    @SuppressWarnings("unchecked") // asked for collection classes only
    IntFunction<Collection<Object>> made = size -> (Collection<Object>) instance(constructor);
    return made;
  }

  /** What makes maps for a declared {@code type}, like {@link #collection}. */
  public static @Nullable IntFunction<Map<Object, Object>> map(Class<?> type) {
    IntFunction<Map<Object, Object>> known = MAPS.get(type);
    if (known != null || TypeKinds.isJdk(type)) {
      return known;
    }
    Constructor<?> constructor = constructor(type);
    if (constructor == null) {
      return null;
    }
    @SuppressWarnings("unchecked") // asked for map classes only
    IntFunction<Map<Object, Object>> made = size -> (Map<Object, Object>) instance(constructor);
    return made;
  }

  /**
   * The concrete JDK class that stands for a collection or map class of the JDK on the wire, null
   * if the name is none: {@code java.util.Arrays$ArrayList} becomes {@code ArrayList}.
   */
  public static @Nullable Class<?> byWireName(String name) {
    Class<?> known = BY_NAME.get(name);
    if (known != null || !name.startsWith("java.util.")) {
      return known;
    }
    // Views and immutable ones of the JDK: Collections$…, ImmutableCollections$…, Arrays$…, keySet.
    if (name.indexOf('$') < 0) {
      return null;
    }
    if (name.endsWith("List") || name.endsWith("ListN") || name.endsWith("List12")) {
      return ArrayList.class;
    }
    if (name.contains("Set")) {
      return HashSet.class;
    }
    if (name.contains("Map") && !name.contains("Entry")) {
      return HashMap.class;
    }
    return name.contains("Collection") || name.endsWith("Values") ? ArrayList.class : null;
  }

  /** The JDK's collection and map classes that values are commonly of. */
  public static List<Class<?>> concrete() {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : BY_NAME.values()) {
      if (!Modifier.isAbstract(type.getModifiers()) && !types.contains(type)) {
        types.add(type);
      }
    }
    return types;
  }

  private static @Nullable Constructor<?> constructor(Class<?> type) {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return null;
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      return constructor.trySetAccessible() ? constructor : null;
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  private static Object instance(Constructor<?> constructor) {
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(
          constructor.getDeclaringClass().getName() + "() threw " + thrown.getCause(),
          thrown.getCause());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<Class<?>, IntFunction<Collection<Object>>> collections() {
    Map<Class<?>, IntFunction<Collection<Object>>> table = new HashMap<>();
    for (Class<?> type :
        List.of(
            Iterable.class,
            Collection.class,
            List.class,
            AbstractCollection.class,
            AbstractList.class,
            ArrayList.class)) {
      table.put(type, ArrayList::new);
    }
    for (Class<?> type :
        List.of(LinkedList.class, AbstractSequentialList.class, Queue.class, Deque.class)) {
      table.put(type, size -> new LinkedList<>());
    }
    for (Class<?> type : List.of(Set.class, AbstractSet.class, HashSet.class)) {
      table.put(type, size -> new HashSet<>(capacity(size)));
    }
    for (Class<?> type : List.of(SortedSet.class, NavigableSet.class, TreeSet.class)) {
      table.put(type, size -> new TreeSet<>());
    }
    for (Class<?> type : List.of(BlockingQueue.class, LinkedBlockingQueue.class)) {
      table.put(type, size -> new LinkedBlockingQueue<>());
    }
    for (Class<?> type : List.of(BlockingDeque.class, LinkedBlockingDeque.class)) {
      table.put(type, size -> new LinkedBlockingDeque<>());
    }
    table.put(LinkedHashSet.class, size -> new LinkedHashSet<>(capacity(size)));
    table.put(ConcurrentSkipListSet.class, size -> new ConcurrentSkipListSet<>());
    table.put(CopyOnWriteArraySet.class, size -> new CopyOnWriteArraySet<>());
    table.put(CopyOnWriteArrayList.class, size -> new CopyOnWriteArrayList<>());
    table.put(Vector.class, Vector::new);
    table.put(Stack.class, size -> new Stack<>());
    table.put(ArrayDeque.class, ArrayDeque::new);
    table.put(PriorityQueue.class, size -> new PriorityQueue<>());
    table.put(ConcurrentLinkedQueue.class, size -> new ConcurrentLinkedQueue<>());
    table.put(ConcurrentLinkedDeque.class, size -> new ConcurrentLinkedDeque<>());
    // Made by the reader, which knows the enum; here so that the class counts as known.
    table.put(EnumSet.class, size -> new LinkedHashSet<>(capacity(size)));
    return Map.copyOf(table);
  }

  private static Map<Class<?>, IntFunction<Map<Object, Object>>> maps() {
    Map<Class<?>, IntFunction<Map<Object, Object>>> table = new HashMap<>();
    for (Class<?> type : List.of(Map.class, AbstractMap.class, HashMap.class)) {
      table.put(type, size -> new HashMap<>(capacity(size)));
    }
    for (Class<?> type : List.of(SortedMap.class, NavigableMap.class, TreeMap.class)) {
      table.put(type, size -> new TreeMap<>());
    }
    for (Class<?> type : List.of(ConcurrentMap.class, ConcurrentHashMap.class)) {
      table.put(type, size -> new ConcurrentHashMap<>());
    }
    for (Class<?> type : List.of(ConcurrentNavigableMap.class, ConcurrentSkipListMap.class)) {
      table.put(type, size -> new ConcurrentSkipListMap<>());
    }
    table.put(LinkedHashMap.class, size -> new LinkedHashMap<>(capacity(size)));
    table.put(Hashtable.class, size -> new Hashtable<>());
    table.put(IdentityHashMap.class, size -> new IdentityHashMap<>());
    table.put(WeakHashMap.class, size -> new WeakHashMap<>());
    table.put(Properties.class, size -> new Properties());
    // Made by the reader, which knows the enum; here so that the class counts as known.
    table.put(EnumMap.class, size -> new LinkedHashMap<>(capacity(size)));
    return Map.copyOf(table);
  }

  private static Map<String, Class<?>> byName() {
    Map<String, Class<?>> table = new HashMap<>();
    for (Class<?> type : COLLECTIONS.keySet()) {
      if (type != EnumSet.class) {
        table.put(type.getName(), type);
      }
    }
    for (Class<?> type : MAPS.keySet()) {
      table.put(type.getName(), type == EnumMap.class ? LinkedHashMap.class : type);
    }
    return Map.copyOf(table);
  }

  private static int capacity(int size) {
    return Math.max(4, (int) Math.min(1 << 28, size * 4L / 3 + 1));
  }
}
