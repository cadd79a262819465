package io.colony.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.evidence.EvidenceManifest.Claim;
import io.colony.engine.evidence.EvidenceManifest.ClaimedFile;
import io.colony.engine.evidence.EvidenceReport.CheckedFile;
import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.evidence.EvidenceVerifier.Between;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.RefusedContent;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.process.StopSignal;
import io.colony.engine.process.Stopped;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClonedEvidenceVerifierIT {
    @TempDir
    Path temp;

    private GitFixture host;
    private String base;
    private String head;
    private final List<String> hashed = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private ClonedEvidenceVerifier verifier = new ClonedEvidenceVerifier();

    @BeforeEach
    void open() {
        host = GitFixture.create(temp.resolve("host.git"));
        base = host.commit("main", "base", Map.of("old.txt", "old\n", "gone.txt", "gone\n"));
        head = host.change("main")
                .write("new.txt", "new\n")
                .write("dir/inner.txt", "inner\n")
                .link("link.txt", "new.txt")
                .link("linked", "dir")
                .remove("gone.txt")
                .commit("change");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private EvidenceReport verify(Claim... claims) throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        GitCommand git = new GitCommand(new PlainCommandRunner(), home, Map.of());
        return new LocalTrustedClones(temp.resolve("root"), git)
                .with(
                        "acme/app",
                        host.url(),
                        clone -> verifier.verify(
                                new EvidenceManifest(List.of(claims)), counting(clone), new Between(base, head), stop));
    }

    /** Notes which files are hashed. */
    private TrustedClone counting(TrustedClone clone) {
        return (TrustedClone) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TrustedClone.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("sha256")) {
                        hashed.add(arguments[1].toString());
                    }
                    return method.invoke(clone, arguments);
                });
    }

    private Problem problem(String path, String content) throws IOException {
        CheckedFile checked = verify(new Claim("claim", List.of(new ClaimedFile(path, sha256(content)))))
                .files()
                .getFirst();
        assertThat(checked.path()).isEqualTo(path);
        return checked.problem();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void acceptsWhatTheFilesBearOut() throws IOException {
        EvidenceReport report = verify(new Claim(
                "both",
                List.of(
                        new ClaimedFile("new.txt", sha256("new\n")),
                        new ClaimedFile("dir/inner.txt", sha256("inner\n")))));

        assertThat(report.accepted()).isTrue();
        assertThat(report.headSha()).isEqualTo(head);
        assertThat(report.mismatches()).isEmpty();
    }

    @Test
    void namesEveryWayInWhichAClaimFails() throws IOException {
        assertThat(problem("new.txt", "other")).isEqualTo(Problem.WRONG_HASH);
        assertThat(problem("old.txt", "old\n")).isEqualTo(Problem.UNTOUCHED);
        assertThat(problem("gone.txt", "gone\n")).isEqualTo(Problem.MISSING);
        assertThat(problem("never.txt", "x")).isEqualTo(Problem.MISSING);
        assertThat(problem("NEW.txt", "new\n")).isEqualTo(Problem.MISSING);
        assertThat(problem("link.txt", "new\n")).isEqualTo(Problem.MISSING);
        assertThat(problem("link.txt", "new.txt")).isEqualTo(Problem.MISSING);
        assertThat(problem("linked/inner.txt", "inner\n")).isEqualTo(Problem.MISSING);
        assertThat(problem("dir", "")).isEqualTo(Problem.MISSING);
    }

    @Test
    void refusesPathsThatLeadOutOfTheRepository() throws IOException {
        for (String path : List.of(
                "",
                "/etc/passwd",
                "../x",
                "dir/../new.txt",
                "./new.txt",
                ".git/config",
                "dir\\inner.txt",
                "a\0b",
                "dir/")) {
            assertThat(problem(path, "new\n")).as(path).isEqualTo(Problem.UNSAFE_PATH);
        }
    }

    @Test
    void aFileThatIsClaimedAgainAndAgainIsHashedOnce() throws IOException {
        List<ClaimedFile> files = Collections.nCopies(5_000, new ClaimedFile("new.txt", sha256("new\n")));

        EvidenceReport report = verify(new Claim("one", files), new Claim("two", files));

        assertThat(report.accepted()).isTrue();
        assertThat(report.files()).hasSize(10_000);
        assertThat(hashed).containsExactly("new.txt");
    }

    @Test
    void moreThanIsReadIsTheAgentsToMend() {
        Claim both = new Claim("both", List.of(new ClaimedFile("new.txt", "a"), new ClaimedFile("dir/inner.txt", "b")));

        verifier = new ClonedEvidenceVerifier(1, 100);
        assertThatThrownBy(() -> verify(both)).isInstanceOf(RefusedContent.class);
        verifier = new ClonedEvidenceVerifier(10, 9);
        assertThatThrownBy(() -> verify(both))
                .isInstanceOf(RefusedContent.class)
                .hasMessageContaining("files of more than 9 bytes in all");
        verifier = new ClonedEvidenceVerifier(2, 10);
        assertThatCode(() -> verify(both)).doesNotThrowAnyException();
    }

    @Test
    void itEndsBetweenTwoFilesWhereAStopIsAskedFor() {
        stop.stop("the host drains");

        assertThatThrownBy(() -> problem("new.txt", "new\n"))
                .isInstanceOf(Stopped.class)
                .hasMessage("the host drains");
        assertThat(hashed).isEmpty();
    }

    @Test
    void acceptsNothingThatClaimsNothing() throws IOException {
        assertThat(verify().accepted()).isFalse();
        assertThat(verify(new Claim("done", List.of())).mismatches())
                .containsExactly("\"done\" names (no file), which is not in the commit.");
    }
}
