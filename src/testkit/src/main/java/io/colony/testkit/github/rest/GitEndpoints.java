package io.colony.testkit.github.rest;

import io.colony.testkit.github.git.Changes;
import io.colony.testkit.github.git.GitCommit;
import io.colony.testkit.github.world.Branches.Move;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights.Need;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Branches, commits and files. */
final class GitEndpoints {
    private static final String REPO = "/repos/{owner}/{repo}";
    private static final String HEADS = "heads/";
    private static final Need READING = Need.reading("contents");
    private static final Need WRITING = Need.writing(Level.WRITE, "contents");

    private final Site site;

    GitEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", REPO + "/git/ref/{ref}", this::reference);
        router.add("GET", REPO + "/git/matching-refs/{ref}", this::matching);
        router.add("GET", REPO + "/git/refs", this::references);
        router.add("POST", REPO + "/git/refs", this::create);
        router.add("GET", REPO + "/git/refs/{ref}", this::matchingOrOne);
        router.add("PATCH", REPO + "/git/refs/{ref}", this::update);
        router.add("DELETE", REPO + "/git/refs/{ref}", this::delete);
        router.add("GET", REPO + "/branches", this::branches);
        router.add("GET", REPO + "/branches/{branch}", this::branch);
        router.add("GET", REPO + "/commits", this::log);
        router.add("GET", REPO + "/commits/{ref}", this::commit);
        router.add("GET", REPO + "/compare/{basehead}", this::compare);
        router.add("GET", REPO + "/contents/{path}", this::contents);
    }

    private static String branchOf(String reference) {
        String name = reference.startsWith("refs/") ? reference.substring("refs/".length()) : reference;
        if (!name.startsWith(HEADS) || name.length() == HEADS.length()) {
            throw Refusal.notFound();
        }
        return name.substring(HEADS.length());
    }

    private Answer reference(Call call) {
        Repo repo = call.repo(READING);
        String branch = branchOf(call.at("ref"));
        String sha = repo.git.tip(branch).orElseThrow(Refusal::notFound);
        return Answer.ok(site.commits().reference(repo, branch, sha));
    }

    private Answer matching(Call call) {
        return matching(call, call.at("ref"));
    }

    private Answer references(Call call) {
        return matching(call, HEADS);
    }

    /** Not described any more, but still answered. */
    private Answer matchingOrOne(Call call) {
        Repo repo = call.repo(READING);
        String reference = call.at("ref");
        boolean one = reference.startsWith(HEADS)
                && repo.git.tip(reference.substring(HEADS.length())).isPresent();
        return one ? reference(call) : matching(call, reference.equals("heads") ? HEADS : reference);
    }

    private Answer matching(Call call, String prefix) {
        Repo repo = call.repo(READING);
        String begin = prefix.equals("heads") ? HEADS : prefix;
        Map<String, String> found =
                begin.startsWith(HEADS) ? repo.git.branches(begin.substring(HEADS.length())) : Map.of();
        return site.pages()
                .answer(
                        call,
                        List.copyOf(found.entrySet()),
                        entry -> site.commits().reference(repo, entry.getKey(), entry.getValue()));
    }

    private Answer create(Call call) {
        Repo repo = call.repo(WRITING);
        String name = call.needed("Reference", "ref");
        if (!name.startsWith("refs/heads/")) {
            throw new Refusal(422, "Reference name must start with 'refs/heads/' here.");
        }
        String branch = branchOf(name);
        String sha = held(repo, call.needed("Reference", "sha"));
        if (repo.git.tip(branch).isPresent()) {
            throw new Refusal(422, "Reference already exists");
        }
        site.acts().branches().move(repo, call.actor(), new Move(branch, Optional.empty(), Optional.of(sha)));
        return Answer.created(site.commits().reference(repo, branch, sha));
    }

    private static String held(Repo repo, String sha) {
        if (!repo.git.holds(sha)) {
            throw new Refusal(422, "Object does not exist");
        }
        return sha;
    }

    private Answer update(Call call) {
        Repo repo = call.repo(WRITING);
        String branch = branchOf(call.at("ref"));
        String before = repo.git.tip(branch).orElseThrow(() -> new Refusal(422, "Reference does not exist"));
        String sha = held(repo, call.needed("Reference", "sha"));
        if (!call.body().path("force").asBoolean() && !repo.git.isAncestor(before, sha)) {
            throw new Refusal(422, "Update is not a fast forward");
        }
        site.acts().branches().move(repo, call.actor(), new Move(branch, Optional.of(before), Optional.of(sha)));
        return Answer.ok(site.commits().reference(repo, branch, sha));
    }

    private Answer delete(Call call) {
        Repo repo = call.repo(WRITING);
        String branch = branchOf(call.at("ref"));
        String before = repo.git.tip(branch).orElseThrow(() -> new Refusal(422, "Reference does not exist"));
        site.acts().branches().move(repo, call.actor(), new Move(branch, Optional.of(before), Optional.empty()));
        return Answer.none();
    }

    private Answer branches(Call call) {
        Repo repo = call.repo(READING);
        Optional<Boolean> guarded = call.asks("protected").map(Boolean::parseBoolean);
        List<Map.Entry<String, String>> found = repo.git.branches("").entrySet().stream()
                .filter(entry -> guarded.filter(wanted -> wanted != guards(repo, entry.getKey()))
                        .isEmpty())
                .toList();
        return site.pages()
                .answer(
                        call,
                        found,
                        entry -> Fields.of("name", entry.getKey())
                                .with(
                                        "commit",
                                        Fields.of("sha", entry.getValue())
                                                .with("url", site.urls().repo(repo) + "/commits/" + entry.getValue()))
                                .with("protected", guards(repo, entry.getKey())));
    }

    private static boolean guards(Repo repo, String branch) {
        return repo.protections.containsKey(branch);
    }

    private Answer branch(Call call) {
        Repo repo = call.repo(READING);
        String branch = call.at("branch");
        String sha = repo.git.tip(branch).orElseThrow(() -> new Refusal(404, "Branch not found"));
        String url = site.urls().repo(repo) + "/branches/" + branch;
        return Answer.ok(Fields.of("name", branch)
                .with("commit", site.commits().commit(repo, repo.git.commit(sha)))
                .with("_links", Fields.of("self", url).with("html", site.urls().page(repo) + "/tree/" + branch))
                .with("protected", guards(repo, branch))
                .with("protection", ProtectionEndpoints.brief(repo, branch))
                .with("protection_url", url + "/protection"));
    }

    static String resolved(Repo repo, String revision) {
        return repo.git.resolve(revision).orElseThrow(() -> new Refusal(422, "No commit found for SHA: " + revision));
    }

    private Answer log(Call call) {
        Repo repo = call.repo(READING);
        String from = resolved(repo, call.asks("sha").orElse(repo.defaultBranch));
        return site.pages()
                .answer(call, repo.git.log(from, 1000), commit -> site.commits().commit(repo, commit));
    }

    private Answer commit(Call call) {
        Repo repo = call.repo(READING);
        GitCommit commit = repo.git.commit(resolved(repo, call.at("ref")));
        Fields fields = site.commits().commit(repo, commit);
        if (commit.parents().isEmpty()) {
            return Answer.ok(fields);
        }
        var files = Changes.between(repo.git, commit.parents().getFirst(), commit.sha());
        int added = files.stream().mapToInt(file -> file.additions()).sum();
        int removed = files.stream().mapToInt(file -> file.deletions()).sum();
        return Answer.ok(fields.with(
                        "stats",
                        Fields.of("additions", added).with("deletions", removed).with("total", added + removed))
                .with(
                        "files",
                        files.stream()
                                .map(file -> site.commits().file(repo, file, commit.sha()))
                                .toList()));
    }

    private Answer compare(Call call) {
        Repo repo = call.repo(READING);
        String range = call.at("basehead");
        int dots = range.indexOf("...");
        if (dots < 0) {
            throw Refusal.notFound();
        }
        String base = repo.git.resolve(range.substring(0, dots)).orElseThrow(Refusal::notFound);
        String head = repo.git.resolve(range.substring(dots + 3)).orElseThrow(Refusal::notFound);
        String common = repo.git.mergeBase(base, head).orElseThrow(Refusal::notFound);
        List<GitCommit> ahead = repo.git.between(base, head);
        List<GitCommit> behind = repo.git.between(head, base);
        String url = site.urls().repo(repo) + "/compare/" + range;
        String page = site.urls().page(repo) + "/compare/" + range;
        return Answer.ok(Fields.of("url", url)
                .with("html_url", page)
                .with("permalink_url", page)
                .with("diff_url", page + ".diff")
                .with("patch_url", page + ".patch")
                .with("base_commit", site.commits().commit(repo, repo.git.commit(base)))
                .with("merge_base_commit", site.commits().commit(repo, repo.git.commit(common)))
                .with("status", status(ahead.size(), behind.size()))
                .with("ahead_by", ahead.size())
                .with("behind_by", behind.size())
                .with("total_commits", ahead.size())
                .with(
                        "commits",
                        ahead.stream()
                                .map(each -> site.commits().commit(repo, each))
                                .toList())
                .with(
                        "files",
                        Changes.between(repo.git, common, head).stream()
                                .map(file -> site.commits().file(repo, file, head))
                                .toList()));
    }

    private static String status(int ahead, int behind) {
        if (ahead > 0) {
            return behind > 0 ? "diverged" : "ahead";
        }
        return behind > 0 ? "behind" : "identical";
    }

    private Answer contents(Call call) {
        Repo repo = call.repo(READING);
        String path = call.at("path");
        String asked = call.asks("ref").orElse(repo.defaultBranch);
        String sha =
                repo.git.resolve(asked).orElseThrow(() -> new Refusal(404, "No commit found for the ref " + asked));
        byte[] bytes = repo.git.file(sha, path).orElseThrow(Refusal::notFound);
        String url = site.urls().repo(repo) + "/contents/" + path + "?ref=" + asked;
        String page = site.urls().page(repo) + "/blob/" + asked + "/" + path;
        String blob = repo.git.blob(sha, path).orElseThrow(Refusal::notFound);
        String git = site.urls().repo(repo) + "/git/blobs/" + blob;
        return Answer.ok(Fields.of("type", "file")
                .with("encoding", "base64")
                .with("size", bytes.length)
                .with("name", path.substring(path.lastIndexOf('/') + 1))
                .with("path", path)
                .with("content", Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(bytes) + "\n")
                .with("sha", blob)
                .with("url", url)
                .with("git_url", git)
                .with("html_url", page)
                .with("download_url", page.replace("/blob/", "/raw/"))
                .with("_links", Fields.of("git", git).with("self", url).with("html", page)));
    }
}
