package io.colony.web.host;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a page or a command is about, for hosts that give permissions for parts.
 *
 * @param issue empty for a repository as a whole
 */
public record Where(String repository, Optional<IssueKey> issue) {
    /** No step upwards. */
    private static final Pattern NAMES = Pattern.compile("(?![.]{1,2}/)[A-Za-z0-9._-]+/(?![.]{1,2}$)[A-Za-z0-9._-]+");

    /**
     * As an address says.
     *
     * @param path decoded, from the mount point on, such as {@code /issues/acme/shop/2}
     * @return empty where it names neither issue nor repository, such as a list of all
     */
    static Optional<Where> of(String path) {
        List<String> steps = List.of(path.substring(Math.min(1, path.length())).split("/", -1));
        int kind = steps.getFirst().equals("api") ? 2 : 0;
        if (steps.size() < kind + 3
                || !NAMES.matcher(steps.get(kind + 1) + "/" + steps.get(kind + 2))
                        .matches()) {
            return Optional.empty();
        }
        String repository = steps.get(kind + 1) + "/" + steps.get(kind + 2);
        return switch (steps.get(kind)) {
            case "issues" -> issue(repository, steps.size() > kind + 3 ? steps.get(kind + 3) : "");
            case "repositories" -> Optional.of(new Where(repository, Optional.empty()));
            default -> Optional.empty();
        };
    }

    /** Whatever is no issue is nobody's part. */
    private static Optional<Where> issue(String repository, String number) {
        try {
            return Optional.of(new Where(repository, Optional.of(IssueKey.parse(repository + "#" + number))));
        } catch (ColonyException none) {
            return Optional.empty();
        }
    }
}
