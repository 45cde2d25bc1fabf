package genlab.charts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {

    /** A chart is a page's, wherever it is shown. */
    @Test
    void chartsKnowNothingOfNotebooks() {
        noClasses()
                .that()
                .resideInAPackage("genlab.charts")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("genlab.notebook")
                .check(
                        new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("genlab.charts"));
    }
}
