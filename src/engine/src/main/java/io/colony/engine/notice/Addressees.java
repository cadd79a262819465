package io.colony.engine.notice;

import io.colony.engine.issue.IssueKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Who is told of an issue. Pure. */
public final class Addressees {
    private static final int MOST = 10;

    private final NoticeSettings settings;

    public Addressees(NoticeSettings settings) {
        this.settings = settings;
    }

    /** Logins and teams, each once, at most {@value #MOST}. */
    public List<String> of(Audience audience, IssueKey issue, String author) {
        return switch (audience) {
            // An author who is no person, such as an app, answers nothing.
            case AUTHOR -> Login.isPerson(author) ? List.of(author) : reviewers(issue);
            case REVIEWERS -> reviewers(issue);
            case OPERATORS -> operators(issue);
        };
    }

    List<String> of(WaitingIssue issue) {
        return of(issue.audience(), issue.key(), issue.author());
    }

    private List<String> reviewers(IssueKey issue) {
        return settings.reviewers().isEmpty() ? operators(issue) : valid(settings.reviewers());
    }

    private List<String> operators(IssueKey issue) {
        return operators(List.of(issue.repository()));
    }

    /** Who runs this installation, for what concerns these repositories; nobody named: their owners. */
    List<String> operators(Collection<String> repositories) {
        return settings.operators().isEmpty()
                ? valid(repositories.stream()
                        .map(slug -> slug.substring(0, slug.indexOf('/')))
                        .toList())
                : valid(settings.operators());
    }

    private static List<String> valid(List<String> logins) {
        return Stream.of(logins)
                .flatMap(List::stream)
                .filter(Login::isAddressee)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
