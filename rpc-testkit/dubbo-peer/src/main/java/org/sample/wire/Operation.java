package org.sample.wire;

/** An enum whose constants have bodies, so each is a class of its own. */
public enum Operation {
  PLUS {
    @Override
    public int apply(int left, int right) {
      return left + right;
    }
  },
  TIMES {
    @Override
    public int apply(int left, int right) {
      return left * right;
    }
  };

  public abstract int apply(int left, int right);
}
