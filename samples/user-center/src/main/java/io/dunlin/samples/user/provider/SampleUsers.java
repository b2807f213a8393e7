package io.dunlin.samples.user.provider;

import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserStatus;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes users that look real. The same id gives the same user in every process. */
public final class SampleUsers {
  private static final List<String> NAMES =
      List.of("王小明", "Zoë Müller", "Søren Ågård", "佐藤さくら", "Мария Петрова", "John Smith");
  private static final List<String> STREETS =
      List.of(
          "北京市海淀区中关村大街27号",
          "Königstraße 12, 70173 Stuttgart",
          "Åboulevarden 3, 8000 Aarhus",
          "東京都千代田区丸の内1-9-1",
          "улица Арбат 20, Москва",
          "221B Baker Street, London NW1 6XE");
  private static final List<String> LANGUAGES = List.of("zh", "de", "da", "ja", "ru", "en");
  private static final LocalDateTime OPENING =
      LocalDateTime.of(2024, 2, 29, 8, 30, 15, 123_000_000);

  private SampleUsers() {}

  /** The user of this id; a new object each time. */
  public static User user(long id) {
    int kind = (int) Math.floorMod(id, (long) NAMES.size());
    User user = new User();
    user.setId(id);
    user.setName(NAMES.get(kind));
    user.setSex(kind % 3);
    user.setBirthday(LocalDate.of(1968, 12, 8).plusDays(Math.floorMod(id * 37, 14_000L)));
    user.setEmail(email(id));
    user.setMobile("+86 138 %08d".formatted(Math.floorMod(id, 100_000_000L)));
    user.setAddress(STREETS.get(kind));
    user.setPermissions(permissions(kind));
    user.setStatus(kind == 5 ? UserStatus.SUSPENDED : UserStatus.ACTIVE);
    user.setCreateTime(OPENING.plusSeconds(Math.floorMod(id * 61, 60_000_000L)));
    user.setUpdateTime(user.getCreateTime().plusDays(kind).plusNanos(456_000));
    user.setLabels(labels(kind));
    return user;
  }

  /** The address of the user of this id. */
  public static String email(long id) {
    return "user" + id + "@example.com";
  }

  private static List<Integer> permissions(int kind) {
    List<Integer> permissions = new ArrayList<>();
    for (int i = 0; i < 6 + kind; i++) {
      permissions.add(1 + i * i * 19);
    }
    return permissions;
  }

  private static Map<String, String> labels(int kind) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("language", LANGUAGES.get(kind));
    labels.put("campaign", "spring-" + kind);
    labels.put("note", "prefers ☎ to e-mail 🙂");
    return labels;
  }
}
