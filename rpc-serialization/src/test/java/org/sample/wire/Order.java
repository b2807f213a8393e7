package org.sample.wire;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** As at the recorded peers. */
public class Order implements Serializable {
  private static final long serialVersionUID = 1L;
  private long id;
  private Integer quantity;
  private String title;
  private boolean paid;
  private Boolean gift;
  private double weight;
  private Float ratio;
  private short shelf;
  private byte flags;
  private char grade;
  private BigDecimal total;
  private Date createdAt;
  private LocalDate day;
  private LocalDateTime at;
  private Color color;
  private byte[] blob;
  private List<String> tags;
  private List<Address> addresses;
  private Map<String, Object> extra;
  private Address main;
  private Order parent;

  public Order() {}

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public Integer getQuantity() {
    return quantity;
  }

  public void setQuantity(Integer quantity) {
    this.quantity = quantity;
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }

  public boolean isPaid() {
    return paid;
  }

  public void setPaid(boolean paid) {
    this.paid = paid;
  }

  public Boolean getGift() {
    return gift;
  }

  public void setGift(Boolean gift) {
    this.gift = gift;
  }

  public double getWeight() {
    return weight;
  }

  public void setWeight(double weight) {
    this.weight = weight;
  }

  public Float getRatio() {
    return ratio;
  }

  public void setRatio(Float ratio) {
    this.ratio = ratio;
  }

  public short getShelf() {
    return shelf;
  }

  public void setShelf(short shelf) {
    this.shelf = shelf;
  }

  public byte getFlags() {
    return flags;
  }

  public void setFlags(byte flags) {
    this.flags = flags;
  }

  public char getGrade() {
    return grade;
  }

  public void setGrade(char grade) {
    this.grade = grade;
  }

  public BigDecimal getTotal() {
    return total;
  }

  public void setTotal(BigDecimal total) {
    this.total = total;
  }

  public Date getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(Date createdAt) {
    this.createdAt = createdAt;
  }

  public LocalDate getDay() {
    return day;
  }

  public void setDay(LocalDate day) {
    this.day = day;
  }

  public LocalDateTime getAt() {
    return at;
  }

  public void setAt(LocalDateTime at) {
    this.at = at;
  }

  public Color getColor() {
    return color;
  }

  public void setColor(Color color) {
    this.color = color;
  }

  public byte[] getBlob() {
    return blob;
  }

  public void setBlob(byte[] blob) {
    this.blob = blob;
  }

  public List<String> getTags() {
    return tags;
  }

  public void setTags(List<String> tags) {
    this.tags = tags;
  }

  public List<Address> getAddresses() {
    return addresses;
  }

  public void setAddresses(List<Address> addresses) {
    this.addresses = addresses;
  }

  public Map<String, Object> getExtra() {
    return extra;
  }

  public void setExtra(Map<String, Object> extra) {
    this.extra = extra;
  }

  public Address getMain() {
    return main;
  }

  public void setMain(Address main) {
    this.main = main;
  }

  public Order getParent() {
    return parent;
  }

  public void setParent(Order parent) {
    this.parent = parent;
  }
}
