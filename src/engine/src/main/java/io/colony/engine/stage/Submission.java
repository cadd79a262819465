package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import io.colony.engine.evidence.EvidenceManifest;
import io.colony.engine.evidence.EvidenceReport;
import io.colony.engine.evidence.EvidenceVerifier;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.forge.SideEffect;
import io.colony.engine.forge.SideEffects.Acting;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.Issue;
import io.colony.engine.projection.Projection;
import io.colony.engine.projection.Quotation;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.DevelopStage.Start;
import io.colony.engine.workspace.Workspaces.ExportedCommits;
import java.util.List;
import java.util.Optional;

/**
 * The trusted half of development, where no model and no code of the repository runs: takes the agent's commits in, holds
 * its claims against the files, and only then pushes and opens the pull request.
 */
final class Submission {
    /** Of the commits that an agent hands in. */
    static final long MAX_BUNDLE_BYTES = 64L << 20;

    private static final String IDENTITY = "colony-builder";
    private static final String BUILDER = "Colony Builder <builder@colony.invalid>";

    private final StageContext context;
    private final StageCommits commits;
    private final IssueBranch branch;
    private final ChangeRecords records;
    private final SecretCheck secrets;

    Submission(StageContext context, StageCommits commits, IssueBranch branch) {
        this.context = context;
        this.commits = commits;
        this.branch = branch;
        this.records = new ChangeRecords(context);
        this.secrets = new SecretCheck(context);
    }

    /**
     * Goes on where a run was cut off after its push: a run of this same task, or one whose task was taken away before
     * the head or the pull request was written down. Empty when there was none.
     */
    Optional<StageOutcome> resume(StageSession session) {
        ClaimedTask claim = session.claim();
        context.host(claim).sideEffects().recover(claim.issue().id());
        Issue issue = commits.current(claim);
        return branch.lastPush(claim, issue)
                .filter(push -> unfinished(claim, issue, push))
                .flatMap(push -> push.intended().newSha())
                .map(sha -> afterPush(
                        session, new Pushed(IssueBranch.name(issue), sha, base(claim, sha), accepted(claim, sha))));
    }

    private boolean unfinished(ClaimedTask claim, Issue issue, Intent push) {
        if (push.intended().taskId() == claim.task().id()) {
            return true;
        }
        boolean written = issue.headSha().equals(push.intended().newSha())
                && issue.pullRequest().isPresent();
        return !written
                && context.host(claim)
                        .forge()
                        .tip(claim.repository().slug(), IssueBranch.name(issue))
                        .equals(push.intended().newSha());
    }

    /** What the run that pushed this commit had handed in. */
    private List<Artifact> accepted(ClaimedTask claim, String head) {
        return commits.history(claim).reversed().stream()
                .map(RunStore.PastRun::artifacts)
                .filter(artifacts -> artifacts.stream()
                        .anyMatch(artifact -> artifact.kind().equals("evidence")
                                && artifact.content().path("headSha").asText().equals(head)))
                .findFirst()
                .orElse(List.of());
    }

    private String base(ClaimedTask claim, String head) {
        return commits.trusted(
                claim, clone -> clone.mergeBase(commits.base(claim, clone).sha(), head));
    }

    StageOutcome submit(StageSession session, Start start, ExportedCommits exported, JsonNode report) {
        Push push = commits.trusted(session.claim(), clone -> checkAndPush(session, start, clone, exported, report));
        return switch (push) {
            case Pushed pushed -> afterPush(session, pushed);
            case NotPushed notPushed -> notPushed.outcome();
        };
    }

    private sealed interface Push {}

    /** What went through, with the report and the evidence for it. */
    private record Pushed(String branch, String head, String base, List<Artifact> artifacts) implements Push {
        String summary() {
            return artifacts.stream()
                    .filter(artifact -> artifact.kind().equals("development"))
                    .map(artifact -> artifact.content().path("summary").asText())
                    .findFirst()
                    .orElse("Pushed by an attempt that was cut off.");
        }
    }

    private record NotPushed(StageOutcome outcome) implements Push {}

    private Push checkAndPush(
            StageSession session, Start start, TrustedClone clone, ExportedCommits exported, JsonNode report) {
        String head = clone.importBundle(exported.bundle(), start.startSha(), MAX_BUNDLE_BYTES);
        String ours = clone.reworded(start.startSha(), head, BUILDER, words -> message(session.claim(), words));
        EvidenceReport evidence = context.evidence()
                .verify(
                        EvidenceManifest.ofDevelopment(report),
                        clone,
                        new EvidenceVerifier.Between(start.baseSha(), ours),
                        session.stop());
        session.leave(new Artifact("evidence", Json.of(evidence)));
        if (!evidence.accepted()) {
            return new NotPushed(reject(session, String.join(" ", evidence.mismatches())));
        }
        List<String> leaks = secrets.reasons(clone, start, head, ours, session.stop());
        return leaks.isEmpty()
                ? push(session, start, clone, ours)
                : new NotPushed(reject(session, String.join(" ", leaks)));
    }

    /** Sends the attempt back with the reason; the next one reads it among its findings. */
    StageOutcome reject(StageSession session, String reason) {
        session.leave(new Artifact("findings", Json.of(List.of(reason))));
        return new StageOutcome.Advanced("rejected", reason);
    }

    private Push push(StageSession session, Start start, TrustedClone clone, String head) {
        Issue issue = session.claim().issue();
        String name = IssueBranch.name(issue);
        List<Artifact> artifacts = session.artifacts();
        // Whoever goes on after a crash shows and reviews the evidence that this push rests on.
        context.keep(session);
        SideEffect<PushOutcome> effect = context.host(session.claim())
                .sideEffects()
                .push(acting(session.claim()), clone.directory(), name, start.head(), head);
        return switch (effect) {
            case SideEffect.Revoked<PushOutcome> revoked ->
                new NotPushed(new StageOutcome.Revoked("The task was taken away before the push."));
            case SideEffect.Answered<PushOutcome>(PushOutcome answer) ->
                switch (answer) {
                    case PushOutcome.Pushed pushed -> {
                        records.files(session.claim(), clone.changes(start.baseSha(), head));
                        yield new Pushed(name, head, start.baseSha(), artifacts);
                    }
                    case PushOutcome.Moved moved ->
                        notPushed(
                                FailureClass.TRANSIENT,
                                "Branch " + name + " was expected at " + start.startSha() + " but is at "
                                        + moved.actual().orElse("nothing") + ": somebody else pushed to it.");
                    case PushOutcome.Rejected rejected ->
                        notPushed(
                                FailureClass.PERMANENT,
                                "The code host refused the push to " + name + ": " + rejected.reason());
                };
        };
    }

    private static Push notPushed(FailureClass failureClass, String reason) {
        return new NotPushed(new StageOutcome.Failed(failureClass, reason));
    }

    private StageOutcome afterPush(StageSession session, Pushed pushed) {
        ClaimedTask claim = session.claim();
        if (!records.head(claim, pushed.branch(), pushed.head(), pushed.base())) {
            return new StageOutcome.Revoked("The issue has begun anew; what was pushed belongs to what was before.");
        }
        String title = context.redact().apply(title(claim));
        String body = context.redact().apply(PullRequestText.body(claim, pushed.summary(), pushed.artifacts()));
        // One that is open already says what the attempt before this one did.
        claim.issue()
                .pullRequest()
                .ifPresent(number ->
                        session.tell("text-run-" + claim.runId(), new Projection.PullRequestText(number, title, body)));
        return isOpened(claim, pushed.branch())
                ? new StageOutcome.Advanced("submitted", pushed.summary())
                : open(
                        claim,
                        pushed,
                        new NewPullRequest(
                                title,
                                body,
                                IDENTITY,
                                pushed.branch(),
                                claim.issue().baseBranch()));
    }

    /** By the number on record: whose account opened it is not asked, since the installation may have got another one. */
    private boolean isOpened(ClaimedTask claim, String name) {
        return claim.issue()
                .pullRequest()
                .map(number -> context.host(claim)
                        .forge()
                        .pullRequest(claim.repository().slug(), number))
                .filter(found -> found.head().equals(name))
                .isPresent();
    }

    private StageOutcome open(ClaimedTask claim, Pushed pushed, NewPullRequest wanted) {
        SideEffect<PullRequest> effect = context.host(claim).sideEffects().openPullRequest(acting(claim), wanted);
        return switch (effect) {
            case SideEffect.Revoked<PullRequest> revoked ->
                new StageOutcome.Revoked("The task was taken away before the pull request was opened.");
            case SideEffect.Answered<PullRequest>(PullRequest opened) ->
                records.pullRequest(claim, opened.number())
                        ? new StageOutcome.Advanced("submitted", pushed.summary())
                        : new StageOutcome.Revoked("The issue has begun anew.");
        };
    }

    static Acting acting(ClaimedTask claim) {
        return new Acting(
                claim.repository().slug(),
                claim.issue().id(),
                claim.task().id(),
                claim.task().epoch());
    }

    private static String title(ClaimedTask claim) {
        String line = claim.snapshot()
                .title()
                .lines()
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("Change");
        return Quotation.plain(line).replace('\0', ' ');
    }

    /** An agent's message; the line that names its own issue, which we write ourselves, stays. */
    private static String message(ClaimedTask claim, String words) {
        String line = "Issue: " + claim.issue().key();
        return Quotation.message(words).replace(Quotation.message(line).strip(), line);
    }

    static String commitMessage(ClaimedTask claim, String summary) {
        String title = title(claim);
        String subject = title.length() <= 68 ? title : title.substring(0, 67) + "…";
        return subject + "\n\n" + Quotation.block(summary) + "\n\nIssue: "
                + claim.issue().key() + "\n";
    }
}
