package io.dunlin.samples.user;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A registered user. A plain bean, as Dubbo's users write them. */
public class User implements Serializable {
  private static final long serialVersionUID = 1L;

  private long id;
  private String name = "";
  private int sex;
  private LocalDate birthday = LocalDate.EPOCH;
  private String email = "";
  private String mobile = "";
  private String address = "";

  @SuppressWarnings("serial") // serializable unless a caller sets another kind
  private List<Integer> permissions = new ArrayList<>();

  private UserStatus status = UserStatus.NEW;
  private LocalDateTime createTime = LocalDate.EPOCH.atStartOfDay();
  private LocalDateTime updateTime = LocalDate.EPOCH.atStartOfDay();

  @SuppressWarnings("serial") // serializable unless a caller sets another kind
  private Map<String, String> labels = new LinkedHashMap<>();

  /** Made by whoever registers the user; unique. */
  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  /** As the user writes it, in any script. */
  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  /** By ISO/IEC 5218: 0 not known, 1 male, 2 female, 9 not applicable. */
  public int getSex() {
    return sex;
  }

  public void setSex(int sex) {
    this.sex = sex;
  }

  /** Day of birth. */
  public LocalDate getBirthday() {
    return birthday;
  }

  public void setBirthday(LocalDate birthday) {
    this.birthday = birthday;
  }

  /** Unique address. */
  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  /** Number in international form. */
  public String getMobile() {
    return mobile;
  }

  public void setMobile(String mobile) {
    this.mobile = mobile;
  }

  /** Postal address, lines separated by commas. */
  public String getAddress() {
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  /** Numbers of what the user may do. */
  public List<Integer> getPermissions() {
    return permissions;
  }

  public void setPermissions(List<Integer> permissions) {
    this.permissions = permissions;
  }

  /** What the user may do at present. */
  public UserStatus getStatus() {
    return status;
  }

  public void setStatus(UserStatus status) {
    this.status = status;
  }

  /** When the user registered, UTC. */
  public LocalDateTime getCreateTime() {
    return createTime;
  }

  public void setCreateTime(LocalDateTime createTime) {
    this.createTime = createTime;
  }

  /** When the user last changed, UTC. */
  public LocalDateTime getUpdateTime() {
    return updateTime;
  }

  public void setUpdateTime(LocalDateTime updateTime) {
    this.updateTime = updateTime;
  }

  /** Free labels: language, campaign, … */
  public Map<String, String> getLabels() {
    return labels;
  }

  public void setLabels(Map<String, String> labels) {
    this.labels = labels;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof User that
        && id == that.id
        && name.equals(that.name)
        && sex == that.sex
        && birthday.equals(that.birthday)
        && email.equals(that.email)
        && mobile.equals(that.mobile)
        && address.equals(that.address)
        && permissions.equals(that.permissions)
        && status == that.status
        && createTime.equals(that.createTime)
        && updateTime.equals(that.updateTime)
        && labels.equals(that.labels);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, email);
  }

  @Override
  public String toString() {
    return "user " + id + " (" + name + ", " + email + ")";
  }
}
