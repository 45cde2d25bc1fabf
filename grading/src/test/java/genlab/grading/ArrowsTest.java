package genlab.grading;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArrowsTest {

    /** It runs in the sandbox, beside a student's code. */
    @Test
    void harnessKnowsNothingOfTheGrader() {
        noClasses()
                .that()
                .resideInAPackage("genlab.grading.harness")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("genlab.grading")
                .check(new ClassFileImporter().importPackages("genlab.grading"));
    }
}
