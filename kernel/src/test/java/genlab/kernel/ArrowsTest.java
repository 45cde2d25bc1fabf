package genlab.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {

    /** IJava's names stand before the kernel, for cells alone. */
    @Test
    void kernelKnowsNothingOfItsFacade() {
        noClasses()
                .that()
                .resideInAPackage("genlab.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.spencerpark.ijava..")
                .check(
                        new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("genlab.kernel"));
    }
}
