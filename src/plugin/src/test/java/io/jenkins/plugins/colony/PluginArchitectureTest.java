package io.jenkins.plugins.colony;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.colony.testkit.ArchitectureRules;
import io.jenkins.plugins.colony.pages.ColonyRootAction;
import io.jenkins.plugins.colony.pages.WebhookAction;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

class PluginArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.productClasses("io.jenkins.plugins.colony");

    private static final ArchRule ONE_USER_OF_JENKINS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(JenkinsFacade.class.getName())
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "asks the running Jenkins", call -> call.getTargetOwner().isEquivalentTo(Jenkins.class)))
            .because("what the plugin takes from Jenkins is read in one class, and the rest can be tested without it");

    private static final ArchRule WEB_METHODS_ARE_GUARDED = methods()
            .that()
            .haveNameMatching("do[A-Z].*")
            .and()
            .arePublic()
            // Hands on to the servlet, which asks for method, permission and crumb itself.
            .and()
            .areNotDeclaredIn(ColonyRootAction.class)
            // Hands on to the engine, which asks for a signature: whoever sends it has no login.
            .and()
            .areNotDeclaredIn(WebhookAction.class)
            .should(new ArchCondition<>("be POST and ask for a permission") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean post = method.isAnnotatedWith(POST.class) || method.isAnnotatedWith(RequirePOST.class);
                    boolean asks = method.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(JenkinsFacade.class)
                                    && call.getName().equals("require"));
                    events.add(new SimpleConditionEvent(
                            method, post && asks, method.getFullName() + ": POST " + post + ", permission " + asks));
                }
            })
            .because("Stapler serves each of them to whoever knows its name, and a GET follows any link");

    private static final ArchRule SECRETS_AND_FILES_ARE_FOR_ADMINISTRATORS = methods()
            .that()
            .haveNameMatching("doTest[A-Z].*|doFill.*Credentials.*|doCheckSettings")
            .should(new ArchCondition<>("ask for Jenkins.ADMINISTER") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean asks = method.getFieldAccesses().stream()
                            .anyMatch(access -> access.getTargetOwner().isEquivalentTo(Jenkins.class)
                                    && access.getName().equals("ADMINISTER"));
                    events.add(new SimpleConditionEvent(method, asks, method.getFullName() + ": " + asks));
                }
            })
            .because("a test of a connection sends any password to any address, and settings name any file");

    private static final ArchRule WHAT_VIEWS_READ_IS_GUARDED = methods()
            .that()
            .haveNameMatching("get(?!IconFileName|DisplayName|UrlName)[A-Z].*")
            .and()
            .arePublic()
            .and()
            .areDeclaredIn(ColonyRootAction.class)
            .should(new ArchCondition<>("ask for a permission") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean asks = method.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().isEquivalentTo(JenkinsFacade.class)
                                    && List.of("may", "require").contains(call.getName()));
                    events.add(new SimpleConditionEvent(method, asks, method.getFullName() + ": " + asks));
                }
            })
            .because("Stapler serves each view to whoever knows its name, past the method that forwards to it");

    private static final ArchRule NO_RUNNER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.colony.runner..", "io.colony.testkit..", "javax.servlet..")
            .because("the plugin stands on engine and web alone, and on the Jakarta side of Jenkins");

    private static final ArchRule NO_CYCLES = slices().matching("io.jenkins.plugins.colony.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that can be read on its own depends in one direction");

    static List<ArchRule> rules() {
        return Stream.concat(
                        ArchitectureRules.all().stream(),
                        Stream.of(
                                ONE_USER_OF_JENKINS,
                                WEB_METHODS_ARE_GUARDED,
                                SECRETS_AND_FILES_ARE_FOR_ADMINISTRATORS,
                                WHAT_VIEWS_READ_IS_GUARDED,
                                NO_RUNNER,
                                NO_CYCLES))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void thePluginKeeps(ArchRule rule) {
        ArchitectureRules.check(rule, CLASSES);
    }
}
