package io.dunlin.testkit.dubbo;

/** The pattern for {@link ProviderOnlyExceptions}; never thrown under its own name. */
class UnknownTemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("unused") // called by reflection
  UnknownTemplateException(String message) {
    super(message);
  }
}
