package dev.vigil.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.vigil.node", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.vigil.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule configurationKnowsNothingOfWhatRuns = noClasses()
            .that()
            .resideInAPackage("dev.vigil.node.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pekko..", "dev.vigil.node.http..", "dev.vigil.node.cli..", "java.net.http..");

    @ArchTest
    static final ArchRule eventsAreReadWithoutPekko = noClasses()
            .that()
            .resideInAPackage("dev.vigil.node.http.cloudevents..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "dev.vigil.engine..");

    @ArchTest
    static final ArchRule theEngineIsKnownByItsPort = noClasses()
            .that()
            .resideInAnyPackage("dev.vigil.node.http..", "dev.vigil.node.management..", "dev.vigil.node.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.vigil.engine.slot..",
                    "dev.vigil.engine.cluster..",
                    "dev.vigil.engine.journal..",
                    "dev.vigil.engine.sensor..",
                    "dev.vigil.engine.delivery..");

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("dev.vigil.node.cli")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule nullMarked = classes().should(new ArchCondition<>("sit in a @NullMarked package") {
        @Override
        public void check(JavaClass c, ConditionEvents events) {
            var ok = c.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(c, ok, c.getName()));
        }
    });

    @ArchTest
    static final ArchRule names = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*\\.(Abstract|Base)[A-Z].*|.*(Utils?|Helper|Manager|Common|Data|Info)$");
}
