package org.sample.wire;

import java.io.Serializable;
import java.util.List;

/** A generic bean. */
@SuppressWarnings("serial") // collections are declared by interface, as services do
public class Page<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private List<T> items;
  private T first;
  private long total;

  /** Creates an empty one. */
  public Page() {}

  public List<T> getItems() {
    return items;
  }

  public void setItems(List<T> items) {
    this.items = items;
  }

  public T getFirst() {
    return first;
  }

  public void setFirst(T first) {
    this.first = first;
  }

  public long getTotal() {
    return total;
  }

  public void setTotal(long total) {
    this.total = total;
  }
}
