package io.colony.bench.workspace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a checkout is what was asked for. */
final class Checks {
    private Checks() {}

    /** What is wrong with a checkout that should be exactly this commit. */
    static List<String> clean(Ground ground, Path checkout, String sha) {
        List<String> violations = new ArrayList<>();
        if (!Files.isDirectory(checkout.resolve(".git"))) {
            violations.add(checkout + " has no git directory of its own");
        }
        String head = ground.git(checkout, "rev-parse", "HEAD").strip();
        if (!head.equals(sha)) {
            violations.add(checkout + " is at " + head + " and not at " + sha);
        }
        String status = ground.git(checkout, "status", "--porcelain", "--ignored");
        if (!status.isEmpty()) {
            violations.add(
                    checkout + " is not clean: " + status.lines().findFirst().orElseThrow());
        }
        return violations;
    }
}
