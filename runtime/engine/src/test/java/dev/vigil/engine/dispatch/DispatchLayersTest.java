package dev.vigil.engine.dispatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import net.jqwik.api.Example;

class DispatchLayersTest {
    @Example
    void onlyTheActorKnowsPekkoAndNobodyReadsAClock() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.vigil.engine.dispatch");
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Dispatch(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pekko..")
                .check(classes);
        noClasses().should().callMethod(System.class, "nanoTime").check(classes);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(classes);
    }
}
