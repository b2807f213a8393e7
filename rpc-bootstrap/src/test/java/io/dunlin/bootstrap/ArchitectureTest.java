package io.dunlin.bootstrap;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.dunlin.Clock;
import io.dunlin.HotPath;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The rules of the house that a machine can check, over all modules a client needs. */
@AnalyzeClasses(packages = "io.dunlin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String TESTKIT = "io.dunlin.testkit..";

  @ArchTest
  static final ArchRule nettyIsKnownToTheTransportOnly =
      noClasses()
          .that(resideOutsideOfPackages("io.dunlin.transport.."))
          .should()
          .dependOnClassesThat(resideInAPackage("io.netty.."));

  @ArchTest
  static final ArchRule apiKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("io.dunlin")
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("io.dunlin")
                  .or(resideInAPackage("java.."))
                  .or(resideInAPackage("org.slf4j.."))
                  .or(resideInAPackage("org.jspecify.."))
                  .or(resideInAPackage("com.google.errorprone.annotations..")));

  @ArchTest static final ArchRule clusterKnowsTheApiOnly = siblingSees("io.dunlin.cluster..");

  @ArchTest static final ArchRule registryKnowsTheApiOnly = siblingSees("io.dunlin.registry..");

  @ArchTest static final ArchRule monitorKnowsTheApiOnly = siblingSees("io.dunlin.monitor..");

  @ArchTest
  static final ArchRule serializationKnowsTheApiOnly = siblingSees("io.dunlin.serialization..");

  @ArchTest
  static final ArchRule transportKnowsTheApiAndSerializationOnly =
      noClasses()
          .that()
          .resideInAPackage("io.dunlin.transport..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.dunlin.cluster..")
                  .or(resideInAPackage("io.dunlin.registry.."))
                  .or(resideInAPackage("io.dunlin.monitor.."))
                  .or(resideInAPackage("io.dunlin.bootstrap..")));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.dunlin.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule dubboUrlIsAFileFormatOfTheRegistry =
      noClasses()
          .that(resideOutsideOfPackages("io.dunlin.registry.dubbo.."))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.dunlin.registry.dubbo.DubboUrl");

  @ArchTest
  static final ArchRule nothingStaticIsMutable =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat(resideOutsideOfPackages(TESTKIT))
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule hotPathDoesNotParse =
      noClasses()
          .that()
          .areAnnotatedWith(HotPath.class)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.regex..").or(resideInAPackage("java.util.stream..")));

  @ArchTest
  static final ArchRule hotPathDoesNotReflect =
      noClasses()
          .that()
          .areAnnotatedWith(HotPath.class)
          .should()
          .callMethod(Method.class, "invoke", Object.class, Object[].class)
          .orShould()
          .callMethod(Field.class, "get", Object.class)
          .orShould()
          .callMethod(Field.class, "set", Object.class, Object.class)
          .orShould()
          .callMethod(Constructor.class, "newInstance", Object[].class);

  /**
   * Two classes are let off, because no test wants to drive their time: the pool, which lets
   * threads end that rested for a minute, and the limiter of a log line.
   */
  @ArchTest
  static final ArchRule onlyTheClockReadsTheSystemsTime =
      noClasses()
          .that()
          .areNotAssignableTo(Clock.class)
          .and(resideOutsideOfPackages(TESTKIT))
          .and()
          .haveNameNotMatching("io\\.dunlin\\.transport\\.WorkerPool\\$Worker")
          .and()
          .haveNameNotMatching("io\\.dunlin\\.serialization\\.hessian2\\.Refusals")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule nothingReadsForeignObjectsByName =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat(
              resideInAPackage("javax.script..")
                  .or(resideInAPackage("javax.naming.."))
                  .or(resideInAPackage("java.beans..")));

  private static ArchRule siblingSees(String module) {
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(module)
                .or(resideInAPackage("io.dunlin"))
                .or(resideOutsideOfPackages("io.dunlin..")));
  }
}
