package org.sample.wire;

import java.io.Serializable;
import java.math.BigInteger;
import java.net.URI;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.EnumSet;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** JDK types with a form of their own on the wire, as fields. */
@SuppressWarnings("serial") // collections are declared by interface, as services do
public class Oddments implements Serializable {
  private static final long serialVersionUID = 1L;

  private BigInteger bigInteger;
  private Calendar calendar;
  private Currency currency;
  private Locale locale;
  private URI uri;
  private UUID uuid;
  private BitSet bitSet;
  private AtomicInteger atomicInteger;
  private AtomicLong atomicLong;
  private AtomicBoolean atomicBoolean;
  private EnumSet<Color> enumSet;

  /** Creates an empty one. */
  public Oddments() {}

  public BigInteger getBigInteger() {
    return bigInteger;
  }

  public void setBigInteger(BigInteger bigInteger) {
    this.bigInteger = bigInteger;
  }

  public Calendar getCalendar() {
    return calendar;
  }

  public void setCalendar(Calendar calendar) {
    this.calendar = calendar;
  }

  public Currency getCurrency() {
    return currency;
  }

  public void setCurrency(Currency currency) {
    this.currency = currency;
  }

  public Locale getLocale() {
    return locale;
  }

  public void setLocale(Locale locale) {
    this.locale = locale;
  }

  public URI getUri() {
    return uri;
  }

  public void setUri(URI uri) {
    this.uri = uri;
  }

  public UUID getUuid() {
    return uuid;
  }

  public void setUuid(UUID uuid) {
    this.uuid = uuid;
  }

  public BitSet getBitSet() {
    return bitSet;
  }

  public void setBitSet(BitSet bitSet) {
    this.bitSet = bitSet;
  }

  public AtomicInteger getAtomicInteger() {
    return atomicInteger;
  }

  public void setAtomicInteger(AtomicInteger atomicInteger) {
    this.atomicInteger = atomicInteger;
  }

  public AtomicLong getAtomicLong() {
    return atomicLong;
  }

  public void setAtomicLong(AtomicLong atomicLong) {
    this.atomicLong = atomicLong;
  }

  public AtomicBoolean getAtomicBoolean() {
    return atomicBoolean;
  }

  public void setAtomicBoolean(AtomicBoolean atomicBoolean) {
    this.atomicBoolean = atomicBoolean;
  }

  public EnumSet<Color> getEnumSet() {
    return enumSet;
  }

  public void setEnumSet(EnumSet<Color> enumSet) {
    this.enumSet = enumSet;
  }
}
