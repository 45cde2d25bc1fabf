package genlab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackagesTest {

    /** What each package may see; a new one gets its place here. */
    private static final Map<String, List<String>> SEES =
            Map.of(
                    "nn", List.of("nn.fast"),
                    "nn.fast", List.of(),
                    "preprocessing", List.of("nn"),
                    "sampling", List.of("nn"),
                    "training", List.of("nn", "sampling"),
                    "data", List.of("nn", "sampling", "training"),
                    "metrics", List.of("nn", "sampling", "data"),
                    "models",
                            List.of(
                                    "nn",
                                    "preprocessing",
                                    "sampling",
                                    "training",
                                    "data",
                                    "metrics"),
                    "experiment",
                            List.of(
                                    "nn",
                                    "preprocessing",
                                    "sampling",
                                    "training",
                                    "data",
                                    "metrics",
                                    "models"));

    private final JavaClasses library =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("genlab");

    @Test
    void everyPackageHasAPlace() {
        classes().should().resideInAnyPackage(packages(SEES.keySet())).check(library);
    }

    @Test
    void arrowsPointDown() {
        SEES.forEach(
                (name, seen) ->
                        noClasses()
                                .that(resideInAPackage("genlab." + name))
                                .should()
                                .dependOnClassesThat(
                                        resideInAPackage("genlab..")
                                                .and(not(resideInAPackage("genlab." + name)))
                                                .and(not(resideInAnyPackage(packages(seen)))))
                                .allowEmptyShould(true)
                                .check(library));
    }

    private static String[] packages(Collection<String> names) {
        return names.stream().map("genlab."::concat).toArray(String[]::new);
    }
}
