package io.dunlin.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.dunlin.Invoker;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one connection: objects of this side that the peer may call, by instance id, and
 * stand-ins for objects of the peer. They live as long as the connection. Safe for any thread.
 */
final class CallbackTable {
  /** Each is kept until the connection ends, so a caller that makes new ones must be stopped. */
  static final int MOST = 1000;

  /**
   * An object of this side.
   *
   * @param type its interface
   * @param invoker calls it
   */
  record Local(CallbackType type, Invoker invoker) {}

  private record RemoteKey(String interfaceName, String instance) {}

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final IdentityHashMap<Object, Integer> ids = new IdentityHashMap<>();

  @GuardedBy("lock")
  private int lastId;

  private final Map<Integer, Local> locals = new ConcurrentHashMap<>();
  private final Map<String, CallbackType> types = new ConcurrentHashMap<>();
  private final Map<RemoteKey, Object> remotes = new ConcurrentHashMap<>();

  /**
   * The id under which the peer can call {@code target}; the same for the same object.
   *
   * @throws io.dunlin.RpcException code RPC-1402 if there are too many
   */
  int register(CallbackType type, Object target, Callbacks callbacks) {
    Integer known = id(target);
    if (known != null) {
      return known;
    }
    // Made without the lock, being somebody else's code.
    Local local = new Local(type, callbacks.invoker(type.contract(), target));
    lock.lock();
    try {
      known = ids.get(target);
      if (known != null) {
        return known;
      }
      if (ids.size() >= MOST) {
        throw TransportErrors.tooManyCallbacks(type.contract().interfaceName(), MOST);
      }
      lastId++;
      ids.put(target, lastId);
      types.putIfAbsent(type.contract().interfaceName(), type);
      locals.put(lastId, local);
      return lastId;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Integer id(Object target) {
    lock.lock();
    try {
      return ids.get(target);
    } finally {
      lock.unlock();
    }
  }

  /** The interface of this name, if an object of it is registered. */
  @Nullable CallbackType type(String interfaceName) {
    return types.get(interfaceName);
  }

  /** Some interface of which an object is registered, or null. */
  @Nullable CallbackType anyType() {
    for (CallbackType type : types.values()) {
      return type;
    }
    return null;
  }

  /** The object registered under {@code instance}, or null. */
  @Nullable Local local(@Nullable String instance) {
    if (instance == null) {
      return null;
    }
    try {
      return locals.get(Integer.parseInt(instance));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The stand-in for the peer's object {@code instance}, made the first time. */
  Object remote(String interfaceName, String instance, Supplier<Object> maker) {
    if (remotes.size() >= MOST) {
      Object known = remotes.get(new RemoteKey(interfaceName, instance));
      if (known != null) {
        return known;
      }
      throw TransportErrors.tooManyCallbacks(interfaceName, MOST);
    }
    return remotes.computeIfAbsent(new RemoteKey(interfaceName, instance), key -> maker.get());
  }

  /** Forgets everything, when the connection has ended. */
  void clear() {
    lock.lock();
    try {
      ids.clear();
      locals.clear();
      types.clear();
      remotes.clear();
    } finally {
      lock.unlock();
    }
  }
}
