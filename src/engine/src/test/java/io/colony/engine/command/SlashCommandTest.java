package io.colony.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.command.SlashCommand.Act;
import io.colony.engine.command.SlashCommand.Ask;
import io.colony.engine.command.SlashCommand.Budget;
import io.colony.engine.command.SlashCommand.Invalid;
import io.colony.engine.command.SlashCommand.Question;
import io.colony.engine.ledger.Usd;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlashCommandTest {
    private static final String SHA = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private static Optional<SlashCommand> parse(String comment) {
        return SlashCommand.parse("colony", comment);
    }

    private static Act act(OperatorAction action, String reason) {
        return new Act(action, Optional.empty(), Optional.empty(), reason);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("/colony:retry", act(OperatorAction.RETRY, "")),
                Arguments.of("/colony:retry  ", act(OperatorAction.RETRY, "")),
                Arguments.of("/colony:retry\r\nThanks!", act(OperatorAction.RETRY, "")),
                Arguments.of("/colony:pause until Monday", act(OperatorAction.PAUSE, "until Monday")),
                Arguments.of("/colony:resume\n", act(OperatorAction.RESUME, "")),
                Arguments.of("/colony:cancel\tno longer needed", act(OperatorAction.CANCEL, "no longer needed")),
                Arguments.of("/colony:accept-edit", act(OperatorAction.ACCEPT_EDIT, "")),
                Arguments.of("/colony:reject-edit Not asked for.", act(OperatorAction.REJECT_EDIT, "Not asked for.")),
                Arguments.of("/colony:reimplement", act(OperatorAction.REIMPLEMENT, "")),
                Arguments.of(
                        "/colony:reimplement Wrong layer.\n\nUse the port.",
                        act(OperatorAction.REIMPLEMENT, "Wrong layer.\n\nUse the port.")),
                Arguments.of(
                        "/colony:request-changes\nSay which file.",
                        act(OperatorAction.REQUEST_CHANGES, "Say which file.")),
                Arguments.of("/colony:state", act(OperatorAction.STATE, "")),
                Arguments.of(
                        "/colony:state analyzing the plan is old",
                        new Act(OperatorAction.STATE, Optional.empty(), Optional.of("analyzing"), "the plan is old")),
                Arguments.of(
                        "/colony:approve " + SHA,
                        new Act(OperatorAction.APPROVE, Optional.of(SHA), Optional.empty(), "")),
                Arguments.of(
                        "/colony:approve " + SHA + " without-verdict",
                        new Act(OperatorAction.APPROVE, Optional.of(SHA), Optional.of("without-verdict"), "")),
                Arguments.of("/colony:why", new Ask(Question.WHY)),
                Arguments.of("/colony:cost\nplease", new Ask(Question.COST)),
                Arguments.of("/colony:help", new Ask(Question.HELP)),
                Arguments.of("/colony:budget 7.50", new Budget(Usd.of("7.50"), "")),
                Arguments.of("/colony:budget 007", new Budget(Usd.of("7"), "")),
                Arguments.of("/colony:budget 999999.999999", new Budget(Usd.of("999999.999999"), "")),
                Arguments.of(
                        "/colony:budget 12  \r\n\r\nThe last round.", new Budget(Usd.of("12"), "The last round.")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void reads(String comment, SlashCommand expected) {
        assertThat(parse(comment)).contains(expected);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                "colony:retry",
                " /colony:retry",
                "\n/colony:retry",
                "> /colony:retry",
                "Please /colony:retry",
                "`/colony:retry`",
                "/Colony:retry",
                "/other:retry",
                "/colony retry",
                "//colony:retry",
                "\u200b/colony:retry",
                "Sounds good.\n/colony:approve 4b825dc642cb6eb9a060e54bf8d69288fbee4904"
            })
    void isNoCommand(String comment) {
        assertThat(parse(comment)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/colony:",
                "/colony:retri",
                "/colony:Retry",
                "/colony:retry\u200b",
                "/colony:retry;pause",
                "/colony:why not",
                "/colony:approve",
                "/colony:approve 4b825dc",
                "/colony:approve 4B825DC642CB6EB9A060E54BF8D69288FBEE4904",
                "/colony:approve 4b825dc642cb6eb9a060e54bf8d69288fbee4904 please",
                "/colony:approve HEAD"
            })
    void isMeantAsACommandAndSaysWhatToWrite(String comment) {
        assertThat(parse(comment))
                .get()
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.problem()).isNotBlank());
    }

    static Stream<Arguments> badAmounts() {
        return Stream.of(
                Arguments.of("", "needs an amount"),
                Arguments.of(" 0", "would stop the issue"),
                Arguments.of(" 0.000000", "would stop the issue"),
                Arguments.of(" -5", "cannot be negative"),
                Arguments.of(" +5", "not a decimal number"),
                Arguments.of(" NaN", "not a decimal number"),
                Arguments.of(" Infinity", "not a decimal number"),
                Arguments.of(" 1e9", "not a decimal number"),
                Arguments.of(" 0x10", "not a decimal number"),
                Arguments.of(" .5", "not a decimal number"),
                Arguments.of(" \u0665", "not a decimal number"),
                Arguments.of(" 5 dollars", "lines below"),
                Arguments.of(" 5\tdollars", "lines below"),
                Arguments.of(" $7.50", "without a dollar sign"),
                Arguments.of(" 7,5", "behind a point"),
                Arguments.of(" 1,000.00", "behind a point"),
                Arguments.of(" 1234567", "more than any ceiling"),
                Arguments.of(" " + "9".repeat(5_000), "more than any ceiling"),
                Arguments.of(" 0.0000001", "6 decimals"));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource("badAmounts")
    void saysWhatIsWrongWithAnAmountAndWhatToWrite(String amount, String problem) {
        assertThat(parse("/colony:budget" + amount))
                .get()
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problem())
                                .contains(problem)
                                .endsWith(" /colony:budget 7.50")
                                .hasSizeLessThan(250));
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThat(parse("/colony:retri"))
                .get()
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problem())
                                .contains("did you mean 'retry'", "approve, budget, cancel, cost, help"));
    }

    @ParameterizedTest
    @EnumSource(OperatorAction.class)
    void everyActionHasItsCommand(OperatorAction action) {
        String words = action == OperatorAction.APPROVE ? action.outcome() + " " + SHA : action.outcome();

        assertThat(parse("/colony:" + words))
                .get()
                .isInstanceOfSatisfying(
                        Act.class, act -> assertThat(act.action()).isEqualTo(action));
    }

    @Test
    void thePrefixIsTheInstallationsOwn() {
        assertThat(SlashCommand.parse("ci.bot", "/ci.bot:retry")).contains(act(OperatorAction.RETRY, ""));
        assertThat(SlashCommand.parse("ci.bot", "/cixbot:retry")).isEmpty();
    }

    @Test
    void aReasonHasAnEnd() {
        assertThat(parse("/colony:reimplement " + "x".repeat(9_000)))
                .get()
                .isInstanceOfSatisfying(
                        Act.class, act -> assertThat(act.reason()).hasSize(4_001));
    }

    @Property
    void readsAnythingWithoutFailing(@ForAll String words) {
        assertThat(parse("/colony:" + words)).isPresent();
        assertThat(parse("x" + words)).isEmpty();
    }
}
