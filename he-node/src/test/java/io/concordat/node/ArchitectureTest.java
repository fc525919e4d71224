package io.concordat.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.concordat.node.fail.Failpoint;
import java.io.ObjectInputStream;
import java.util.function.Consumer;

/** The arrows of the architecture, as rules that fail the build. */
@AnalyzeClasses(
        packages = "io.concordat",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
final class ArchitectureTest {
    private static final String ROOT = "io.concordat.node";

    /** Other modules' test classes come as jars. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule partsOfTheNodeKnowOnlyThoseBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.concordat.node..")
            .layer("root")
            .definedBy(ROOT)
            .layer("cli")
            .definedBy(ROOT + ".cli..")
            .layer("demo")
            .definedBy(ROOT + ".demo..")
            .layer("doctor")
            .definedBy(ROOT + ".doctor..")
            .layer("upkeep")
            .definedBy(ROOT + ".upkeep..")
            .layer("client")
            .definedBy(ROOT + ".client..")
            .layer("http")
            .definedBy(ROOT + ".http..")
            .layer("job")
            .definedBy(ROOT + ".job..")
            .layer("consortium")
            .definedBy(ROOT + ".consortium..")
            .layer("training")
            .definedBy(ROOT + ".training..")
            .layer("data")
            .definedBy(ROOT + ".data..")
            .layer("history")
            .definedBy(ROOT + ".history..")
            .layer("model")
            .definedBy(ROOT + ".model..")
            .layer("peer")
            .definedBy(ROOT + ".peer..")
            .layer("witness")
            .definedBy(ROOT + ".witness..")
            .layer("store")
            .definedBy(ROOT + ".store..")
            .layer("access")
            .definedBy(ROOT + ".access..")
            .layer("keys")
            .definedBy(ROOT + ".keys..")
            .layer("observe")
            .definedBy(ROOT + ".observe..")
            .layer("worker")
            .definedBy(ROOT + ".worker..")
            .layer("config")
            .definedBy(ROOT + ".config..")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("demo")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("witness")
            .mayOnlyBeAccessedByLayers("root", "job")
            .whereLayer("upkeep")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("root", "upkeep")
            .whereLayer("job")
            .mayOnlyBeAccessedByLayers("root", "http")
            .whereLayer("consortium")
            .mayOnlyBeAccessedByLayers("root", "http", "job")
            .whereLayer("training")
            .mayOnlyBeAccessedByLayers("root", "job")
            .whereLayer("peer")
            .mayOnlyBeAccessedByLayers("root", "job", "consortium", "doctor", "witness")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers(
                    "root", "access", "job", "consortium", "data", "doctor", "history", "model", "upkeep", "witness")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("root", "http")
            .whereLayer("history")
            .mayOnlyBeAccessedByLayers("root", "http", "job")
            .whereLayer("keys")
            .mayOnlyBeAccessedByLayers(
                    "root", "access", "cli", "demo", "job", "consortium", "doctor", "store", "upkeep")
            .whereLayer("doctor")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("cli", "demo");

    @ArchTest
    static final ArchRule storePeerAndKeysKnowTheConfigurationOnly = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".store..", ROOT + ".peer..", ROOT + ".keys..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT,
                    ROOT + ".cli..",
                    ROOT + ".client..",
                    ROOT + ".consortium..",
                    ROOT + ".data..",
                    ROOT + ".demo..",
                    ROOT + ".http..",
                    ROOT + ".job..",
                    ROOT + ".model..",
                    ROOT + ".observe..",
                    ROOT + ".training..",
                    ROOT + ".upkeep..",
                    ROOT + ".witness..");

    /** T46: no XML parser, no entities. */
    @ArchTest
    static final ArchRule t46NothingReadsXml = noClasses()
            .that()
            .resideInAPackage("io.concordat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax..");

    @ArchTest
    static final ArchRule vertxStaysInTheNode = noClasses()
            .that()
            .resideOutsideOfPackage("io.concordat.node..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule nobodyUsesInternalsOfVertx =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");

    @ArchTest
    static final ArchRule nobodyOutsideTheCryptographyUsesItsInternals = noClasses()
            .that()
            .resideOutsideOfPackage("io.concordat.crypto..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.concordat.crypto.internal..");

    @ArchTest
    static final ArchRule nobodyDeserializesJavaObjects =
            noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule pureModulesReadNoClockAndNoDisk = noClasses()
            .that()
            .resideInAnyPackage("io.concordat.protocol..", "io.concordat.model..")
            .and()
            .haveSimpleNameNotEndingWith("Test") // test jars are on the class path
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.time\\.Clock|java\\.nio\\.file\\..*|java\\.net\\.(http\\..*|Socket)|org\\.slf4j\\..*");

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.concordat.node.Main")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule nothingInTheProductWatchesFailpoints =
            noClasses().should().callMethod(Failpoint.class, "watch", Consumer.class);

    @ArchTest
    static final ArchRule classesAreFinalAbstractOrInterfaces = classes()
            .that()
            .resideInAPackage("io.concordat.node..")
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveSimpleName("package-info")
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);
}
