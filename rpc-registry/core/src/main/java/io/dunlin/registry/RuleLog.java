package io.dunlin.registry;

import io.dunlin.registry.RegistryStore.ListName;
import io.dunlin.registry.dubbo.DubboUrls;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, once for each, which rules an operator has put into the registry that are not applied here,
 * so that nobody believes they are. Owned by the registry's context.
 */
final class RuleLog {
  private static final Logger log = LoggerFactory.getLogger(RuleLog.class);

  /** An operator does not write more; somebody else might. */
  private static final int MAX_REMEMBERED = 1_000;

  private final String address;
  private final Set<String> seen = new HashSet<>();

  RuleLog(String address) {
    this.address = address;
  }

  /** The rules in {@code list} are {@code urls} now. */
  void see(ListName list, List<String> urls) {
    for (String url : urls) {
      if (!"empty".equals(DubboUrls.sentinel(url))
          && seen.size() < MAX_REMEMBERED
          && seen.add(url)) {
        log.warn(
            "registry {}: a rule among the {} is not applied, as this version reads no rules of this form: {}; set the same in configuration, or remove it",
            address,
            list,
            DubboUrls.shown(url));
      }
    }
  }
}
