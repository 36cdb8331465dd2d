package dev.vigil.engine.ownership;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class OwnershipLayersTest {
    @Test
    void anOwnerKnowsNoClusterNoDatabaseAndNoClock() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.vigil.engine.ownership");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.pekko..", "java.sql..", "dev.vigil.engine.cluster..", "dev.vigil.engine.journal..")
                .check(classes);
        noClasses().should().callMethod(System.class, "nanoTime").check(classes);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(classes);
    }
}
