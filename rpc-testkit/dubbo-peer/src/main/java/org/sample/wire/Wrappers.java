package org.sample.wire;

import java.io.Serializable;

/** Every wrapper as a field. */
public class Wrappers implements Serializable {
  private static final long serialVersionUID = 1L;

  private Boolean booleanValue;
  private Byte byteValue;
  private Short shortValue;
  private Integer integerValue;
  private Long longValue;
  private Float floatValue;
  private Double doubleValue;
  private Character characterValue;

  /** Creates an empty one. */
  public Wrappers() {}

  public Boolean getBooleanValue() {
    return booleanValue;
  }

  public void setBooleanValue(Boolean booleanValue) {
    this.booleanValue = booleanValue;
  }

  public Byte getByteValue() {
    return byteValue;
  }

  public void setByteValue(Byte byteValue) {
    this.byteValue = byteValue;
  }

  public Short getShortValue() {
    return shortValue;
  }

  public void setShortValue(Short shortValue) {
    this.shortValue = shortValue;
  }

  public Integer getIntegerValue() {
    return integerValue;
  }

  public void setIntegerValue(Integer integerValue) {
    this.integerValue = integerValue;
  }

  public Long getLongValue() {
    return longValue;
  }

  public void setLongValue(Long longValue) {
    this.longValue = longValue;
  }

  public Float getFloatValue() {
    return floatValue;
  }

  public void setFloatValue(Float floatValue) {
    this.floatValue = floatValue;
  }

  public Double getDoubleValue() {
    return doubleValue;
  }

  public void setDoubleValue(Double doubleValue) {
    this.doubleValue = doubleValue;
  }

  public Character getCharacterValue() {
    return characterValue;
  }

  public void setCharacterValue(Character characterValue) {
    this.characterValue = characterValue;
  }
}
