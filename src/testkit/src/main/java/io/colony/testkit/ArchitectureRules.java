package io.colony.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.colony.engine.ColonyException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * What the packages may and may not do, each with its reason. Every module runs {@link #check}; a rule that concerns no
 * class of a module passes there.
 */
public final class ArchitectureRules {
    private static final String ENGINE = "io.colony.engine..";
    private static final String DATABASE = "io.colony.engine.database..";

    /** The value types of other features that read models are made of, and what everybody logs and exports by. */
    private static final Set<String> VALUES = Set.of(
            "io.colony.engine.ColonyException",
            "io.colony.engine.audit.SpreadsheetText",
            "io.colony.engine.issue.IssueKey",
            "io.colony.engine.ledger.Usd",
            "io.colony.engine.log.Log",
            "io.colony.engine.workflow.IssueState");

    private static final Set<String> JDBI_TRANSACTIONS = Set.of(
            "afterCommit",
            "afterRollback",
            "begin",
            "commit",
            "rollback",
            "inTransaction",
            "useTransaction",
            "savepoint");

    private static final DescribedPredicate<JavaClass> POSTGRES_STORE = DescribedPredicate.describe(
            "are Postgres... stores", type -> topLevel(type).getSimpleName().startsWith("Postgres"));

    private static final DescribedPredicate<JavaClass> A_MAIN = DescribedPredicate.describe(
            "are programs",
            type -> topLevel(type).tryGetMethod("main", String[].class).isPresent());

    private static final DescribedPredicate<JavaCall<?>> ASKS_THE_SYSTEM_CLOCK =
            DescribedPredicate.describe(
                    "asks the system's clock",
                    call -> Set.of(
                                            Instant.class,
                                            LocalDate.class,
                                            LocalDateTime.class,
                                            OffsetDateTime.class,
                                            ZonedDateTime.class)
                                    .stream()
                                    .anyMatch(type -> call.getTargetOwner().isEquivalentTo(type))
                            && call.getName().equals("now"));

    static final ArchRule ENGINE_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.kohsuke.stapler..",
                    "jakarta.servlet..",
                    "javax.servlet..",
                    "io.colony.web..",
                    "io.colony.runner..",
                    "io.jenkins..")
            .because("the engine is a pure library: hosts use it, it knows none of them");

    static final ArchRule NO_CYCLES = slices().matching("io.colony.engine.(*)..")
            .should()
            .beFreeOfCycles()
            .because(
                    "a feature that can be read, tested and replaced on its own depends in one direction; move what both"
                            + " need to the lower one, as IssueState to workflow");

    static final ArchRule FOUNDATIONS_KNOW_NO_STAGES = noClasses()
            .that()
            .resideInAnyPackage(
                    "..engine.process..",
                    "..engine.git..",
                    "..engine.queue..",
                    "..engine.ledger..",
                    "..engine.audit..",
                    "..engine.workflow..",
                    "..engine.secret..",
                    "..engine.yaml..",
                    DATABASE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine.stage..", "..engine.command..", "..engine.intake..", "..engine.projection..")
            .because("these are what stages are built from; give them what they need as values or a small port");

    static final ArchRule SQL_IN_STORES = noClasses()
            .that(not(resideInAnyPackage(DATABASE, "io.colony.testkit..")))
            .and(not(POSTGRES_STORE))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer.hikari..")
                    .and(not(DescribedPredicate.describe(
                            "the exception that drivers throw",
                            type -> type.getName().equals("java.sql.SQLException")))))
            .because(
                    "only the database package and the Postgres... stores beside their ports speak SQL; everything else"
                            + " uses a port");

    static final ArchRule PROCESSES_UNDER_SUPERVISION = noClasses()
            .that()
            .resideOutsideOfPackage("io.colony.engine.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .because("a process that nobody supervises outlives its limits; use CommandRunner or ProcessSupervisor");

    static final ArchRule GITHUB_BEHIND_THE_FORGE = noClasses()
            .that()
            .resideOutsideOfPackage("..forge.github..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.kohsuke.github..")
            .because("every code host is reached through the Forge port");

    static final ArchRule TIME_IS_INJECTED = noClasses()
            .should()
            .callMethodWhere(ASKS_THE_SYSTEM_CLOCK)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(calls(Thread.class, "sleep"))
            .because("tests move the clock: take an InstantSource, and wait on a signal with a timeout");

    static final ArchRule TRANSACTIONS_ARE_OURS = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "ends, begins or awaits a transaction of JDBI",
                    call -> call.getTargetOwner().getName().equals("org.jdbi.v3.core.Handle")
                            && JDBI_TRANSACTIONS.contains(call.getName())))
            .because("a handle is opened within our transaction: its own commit is never reached, and what waits for"
                    + " it is never done; see Transaction.afterCommit");

    static final ArchRule ENVIRONMENT_IN_CONFIG = noClasses()
            .that()
            .resideOutsideOfPackages("io.colony.engine.config..", "io.colony.testkit..")
            .should()
            .callMethodWhere(calls(System.class, "getenv"))
            .orShould()
            .callMethodWhere(calls(System.class, "getProperty"))
            .because("every setting has a known source; let config read it and take it as a typed setting");

    static final ArchRule OUTPUT_IN_PROGRAMS = noClasses()
            .that(not(A_MAIN))
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("only a program's main decides about its output and its end; log, or throw with a message");

    static final ArchRule LOG_ENTRIES_ARE_ONE_LINE = noClasses()
            .that()
            .resideInAnyPackage("io.colony.engine..", "io.colony.web..", "io.jenkins.plugins.colony..")
            .and()
            .resideOutsideOfPackage("io.colony.engine.log..")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "has a logger of SLF4J's own",
                    call -> call.getTargetOwner().getName().equals("org.slf4j.LoggerFactory")))
            .because("words of agents and strangers can look like entries of the log; take Log.of, which shows them");

    static final ArchRule ONE_FAMILY_OF_EXCEPTIONS = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .should()
            .beAssignableTo(ColonyException.class)
            .because("whoever catches ColonyException gets a message made for people");

    static final ArchRule NO_EXCEPTION_WITHOUT_A_MESSAGE = noConstructors()
            .that()
            .areDeclaredInClassesThat()
            .areAssignableTo(ColonyException.class)
            .should()
            .haveRawParameterTypes(new Class<?>[0])
            .because("a message says what happened, where, and what to do");

    static final ArchRule NO_CATCH_ALL = classes()
            .that()
            .haveSimpleNameNotEndingWith("Loop")
            .should(ArchitectureConditions.notCatchException())
            .because(
                    "it swallows what nobody thought of; catch what you can handle. Only the worker's, the orchestrator's"
                            + " and the delivery's loop (classes named ...Loop) go on whatever happens");

    static final ArchRule VALUES_ARE_VALUES = classes()
            .that()
            .haveNameMatching(".*[.$][A-Za-z0-9]+(Id|Key|State|Event|Summary|Usage|Settings)")
            .should(ArchitectureConditions.beClosedValues())
            .because(
                    "such a name promises a value: make it a record, an enum or a sealed interface, or name it for what"
                            + " it does");

    static final ArchRule WEB_SEES_READ_MODELS = noClasses()
            .that()
            .resideInAPackage("io.colony.web..")
            .and()
            .resideOutsideOfPackage("io.colony.web.host..")
            .should()
            .dependOnClassesThat(resideInAPackage(ENGINE)
                    .and(not(resideInAnyPackage(
                            "io.colony.engine.status..", "io.colony.engine.command..", "io.colony.engine.config..")))
                    .and(not(DescribedPredicate.describe("value types", type -> VALUES.contains(type.getName()))))
                    .and(not(DescribedPredicate.describe(
                            "the webhook entrance",
                            type -> type.getName().startsWith("io.colony.engine.intake.webhook.Webhook")))))
            .because(
                    "pages and API show read models and pass commands on; they decide nothing. What puts both into a host"
                            + " wires them to the engine");

    static final ArchRule NO_CATCH_ALL_PACKAGES = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..common..",
                    "..core..",
                    "..model..",
                    "..service..",
                    "..impl..",
                    "..exceptions..",
                    "..manager..",
                    "..helper..")
            .orShould()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl)$")
            .because("such a name says nothing: name the feature or what the class does");

    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(ArchitectureConditions.standInNullMarkedPackages())
            .because("each package has a package-info.java that says what it is for and is @NullMarked");

    private ArchitectureRules() {}

    /** Every rule, in the order of docs. */
    public static List<ArchRule> all() {
        return List.of(
                ENGINE_STANDS_ALONE,
                NO_CYCLES,
                FOUNDATIONS_KNOW_NO_STAGES,
                SQL_IN_STORES,
                PROCESSES_UNDER_SUPERVISION,
                GITHUB_BEHIND_THE_FORGE,
                TIME_IS_INJECTED,
                TRANSACTIONS_ARE_OURS,
                ENVIRONMENT_IN_CONFIG,
                OUTPUT_IN_PROGRAMS,
                LOG_ENTRIES_ARE_ONE_LINE,
                ONE_FAMILY_OF_EXCEPTIONS,
                NO_EXCEPTION_WITHOUT_A_MESSAGE,
                NO_CATCH_ALL,
                VALUES_ARE_VALUES,
                WEB_SEES_READ_MODELS,
                NO_CATCH_ALL_PACKAGES,
                PACKAGES_ARE_NULL_MARKED);
    }

    /** The product's classes below a package, without tests. */
    public static JavaClasses productClasses(String basePackage) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
    }

    /** Throws {@link AssertionError} with every breach of a rule, its place and its reason. */
    public static void check(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                "calls " + owner.getSimpleName() + "." + method,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().equals(method));
    }

    private static JavaClass topLevel(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
