package org.sample.wire;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** An element of a graph with cycles. */
@SuppressWarnings("serial") // collections are declared by interface, as services do
public class Node implements Serializable {
  private static final long serialVersionUID = 1L;

  private String name;
  private Node next;
  private List<Node> children = new ArrayList<>();

  /** Creates an empty one. */
  public Node() {}

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public Node getNext() {
    return next;
  }

  public void setNext(Node next) {
    this.next = next;
  }

  public List<Node> getChildren() {
    return children;
  }

  public void setChildren(List<Node> children) {
    this.children = children;
  }
}
