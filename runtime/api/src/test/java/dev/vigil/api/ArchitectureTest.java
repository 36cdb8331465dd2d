package dev.vigil.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.vigil", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_API_USES_NOTHING_BUT_THE_JDK = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.vigil.api", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule THE_API_IS_ONE_PACKAGE = classes().should().resideInAPackage("dev.vigil.api");

    @ArchTest
    static final ArchRule WHAT_USERS_GET_CANNOT_BE_EXTENDED_BY_ACCIDENT = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .doNotHaveSimpleName("Sensor")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
