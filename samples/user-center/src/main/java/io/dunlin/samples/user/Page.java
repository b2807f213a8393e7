package io.dunlin.samples.user;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list. A plain bean, as Dubbo's users write them.
 *
 * @param <T> type of the elements
 */
public class Page<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private int pageNumber;
  private int total;

  @SuppressWarnings("serial") // an ArrayList, unless a caller sets another
  private List<T> elements = new ArrayList<>();

  /** An empty page. */
  public Page() {}

  /**
   * A page.
   *
   * @param pageNumber from 1
   * @param total elements on all pages together
   */
  public Page(int pageNumber, int total, List<T> elements) {
    this.pageNumber = pageNumber;
    this.total = total;
    this.elements = new ArrayList<>(elements);
  }

  /** The number of this page, from 1. */
  public int getPageNumber() {
    return pageNumber;
  }

  public void setPageNumber(int pageNumber) {
    this.pageNumber = pageNumber;
  }

  /** Elements on all pages together. */
  public int getTotal() {
    return total;
  }

  public void setTotal(int total) {
    this.total = total;
  }

  /** The elements on this page. */
  public List<T> getElements() {
    return elements;
  }

  public void setElements(List<T> elements) {
    this.elements = elements;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Page<?> that
        && pageNumber == that.pageNumber
        && total == that.total
        && elements.equals(that.elements);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pageNumber, total, elements);
  }

  @Override
  public String toString() {
    return "page " + pageNumber + " of " + total + " elements: " + elements;
  }
}
