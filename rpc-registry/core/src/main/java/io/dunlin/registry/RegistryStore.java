package io.dunlin.registry;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/**
 * Where a registry's entries are kept: what a product must offer for {@link ReconciledRegistry} to
 * keep desired and actual state alike. It does single steps and reports what it sees; it remembers
 * no wishes and repeats nothing.
 *
 * <p>Nothing here blocks. Stages complete, and the listener is called, on any thread. All methods
 * are called from one thread at a time.
 */
public interface RegistryStore {
  /** Begins to connect; called once, before anything else. */
  void open(Listener listener);

  /**
   * Makes {@code entry} exist and belong to the present session: one left by an earlier session of
   * ours is replaced, for it will vanish with that session. Completes when it is so. If the store
   * can, it tells {@link Listener#touched} when somebody changes the entry afterwards.
   */
  CompletionStage<Void> put(Entry entry);

  /** Removes {@code entry} if it is ours, and completes when it is gone. */
  CompletionStage<Void> remove(Entry entry);

  /**
   * The entries of {@code list} as they are now; and from then on {@link Listener#changed} is
   * called at least once after they change, whereupon the list must be read again to hear of the
   * next change. A list that does not exist is made, empty.
   *
   * @return URLs, not percent-encoded; what cannot be decoded is given as it is
   */
  CompletionStage<List<String>> read(ListName list);

  /** Nobody asks for {@code list} any longer; reports about it may end. */
  void release(ListName list);

  /** Lets go of the connection, and with it of all ephemeral entries; bounded in time. */
  void close();

  /** Hears what happens in the store. Only enqueues, so it may be called from any thread. */
  interface Listener {
    /** The store can be reached, for the first time or again; what was missed is not known. */
    void connected();

    /**
     * The store cannot be reached.
     *
     * @param why what is known of the cause, for people: {@code 10.0.0.5:2181 refuses connections}
     */
    void disconnected(String why);

    /** The entries of {@code list} may have changed. */
    void changed(ListName list);

    /** Somebody did something to {@code entry}, which we had put. */
    void touched(Entry entry);
  }

  /** Which of a service's lists. */
  enum Category {
    /** Who provides it. */
    PROVIDERS,
    /** Who consumes it. */
    CONSUMERS,
    /** Settings that operators override. */
    CONFIGURATORS,
    /** Routing rules of operators. */
    ROUTERS;

    /** As Dubbo names it: {@code providers}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One list of one service. */
  record ListName(String interfaceName, Category category) {
    @Override
    public String toString() {
      return category.text() + " of " + interfaceName;
    }
  }

  /**
   * Something we put into a list.
   *
   * @param url its text, not percent-encoded; remembered as it was put, since removing it needs the
   *     identical text
   * @param ephemeral whether it vanishes with our session
   */
  record Entry(ListName list, String url, boolean ephemeral) {}
}
