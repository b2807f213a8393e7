package io.dunlin.samples.user.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.samples.user.Page;
import io.dunlin.samples.user.User;
import io.dunlin.samples.user.UserService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class UserServiceImplTest {
  private final UserService users = new UserServiceImpl();

  @Test
  void createdUserIsFoundByIdAndByAddress() {
    User user = SampleUsers.user(20_001);
    assertThat(users.existUser(user.getEmail())).isFalse();
    assertThat(users.createUser(user)).isTrue();
    assertThat(users.existUser(user.getEmail())).isTrue();
    assertThat(users.getUser(20_001)).isEqualTo(SampleUsers.user(20_001));
  }

  @Test
  void creatingTheSameUserTwiceSucceedsTwice() {
    assertThat(users.createUser(SampleUsers.user(20_001))).isTrue();
    assertThat(users.createUser(SampleUsers.user(20_001))).isTrue();
  }

  @Test
  void idOfAnotherUserIsNotGivenAway() {
    User thief = SampleUsers.user(7);
    thief.setEmail("thief@example.com");
    assertThat(users.createUser(thief)).isFalse();
    assertThat(users.getUser(7)).isEqualTo(SampleUsers.user(7));
    assertThat(users.existUser("thief@example.com")).isFalse();
  }

  @Test
  void unknownIdGivesNull() {
    assertThat(users.getUser(-1)).isNull();
  }

  @Test
  void everyUserIsOnOnePage() {
    Page<User> first = users.listUser(1);
    assertThat(first.getElements()).hasSize(UserService.PAGE_SIZE);
    assertThat(first.getElements().get(0)).isEqualTo(SampleUsers.user(1));
    assertThat(first.getTotal()).isEqualTo(UserServiceImpl.REGISTERED);
    assertThat(users.listUser(100).getElements())
        .hasSize(UserService.PAGE_SIZE)
        .last()
        .isEqualTo(SampleUsers.user(UserServiceImpl.REGISTERED));
    assertThat(users.listUser(101).getElements()).isEmpty();
    assertThat(users.listUser(Integer.MAX_VALUE).getElements()).isEmpty();
  }

  @Test
  void pageNumbersBeginWithOne() {
    assertThatThrownBy(() -> users.listUser(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pageNumber: 0 (expected: >= 1)");
  }

  @Test
  void everythingIsSerializableAsDubboDemands() throws Exception {
    Page<User> page = users.listUser(3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(page);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(page);
    }
  }
}
