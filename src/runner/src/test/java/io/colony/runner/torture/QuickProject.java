package io.colony.runner.torture;

import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A directory as a person has it who tries Colony: a {@code colony.yaml}, a tiny repository, and an agent program that
 * answers at once. Issues 1 and 2 add a line at the same place, so that the later one is rebased over a conflict.
 */
record QuickProject(Path directory) {
    static final String SLUG = "quick/notes";

    private static final List<String> NAMES = List.of("apples", "bears", "clouds", "doors", "eggs", "foxes");

    private static final Map<String, String> AUTHOR = Map.of(
            "GIT_AUTHOR_NAME", "Ada Example",
            "GIT_AUTHOR_EMAIL", "ada@example.org",
            "GIT_COMMITTER_NAME", "Ada Example",
            "GIT_COMMITTER_EMAIL", "ada@example.org");

    /** Always adds, never looks whether it is there already: what is done twice shows. */
    private static final String AGENT = """
            #!/bin/sh
            set -eu
            request=$(cat)
            stage=$(printf '%s' "$request" | sed -n 's/^{"type":"request","protocol":1,"stage":"\\([a-z]*\\)".*/\\1/p')
            number=$(printf '%s' "$request" | sed -n 's/.*"key":"quick\\/notes#\\([0-9]*\\)".*/\\1/p')
            say() { printf '%s\\n' "$1"; }
            say '{"type":"started","detail":"quick agent"}'
            sleep 0.2
            say '{"type":"usage","model":"none","turns":1,"input_tokens":10,"output_tokens":1,"cost_usd":"0.0100"}'
            case $stage in
              analyze)
                say '{"type":"result","document":{"outcome":"planned","summary":"Add a note.","plan":["add it"],"acceptance_criteria":["it is there"]}}'
                ;;
              develop)
                if [ "$number" -le 2 ]; then
                  file=NOTES.md
                  sed -i "/^- first$/a - entry $number" "$file"
                else
                  file=note-$number.md
                  echo "- entry $number" >>"$file"
                fi
                sum=$(sha256sum "$file" | cut -d' ' -f1)
                say '{"type":"result","document":{"outcome":"submitted","summary":"Added a note.","claims":[{"claim":"added the note","files":[{"path":"'"$file"'","sha256":"'"$sum"'"}]}]}}'
                ;;
              review)
                say '{"type":"result","document":{"verdict":"APPROVE","summary":"It is there.","findings":[],"criteria":[{"criterion":"it is there","status":"met"}]}}'
                ;;
              *)
                say '{"type":"error","class":"permanent","message":"unknown stage"}'
                exit 1
                ;;
            esac
            """;

    /** Makes all of it. */
    static QuickProject create(Path directory) throws IOException {
        QuickProject project = new QuickProject(Files.createDirectories(directory));
        Files.writeString(project.agent(), AGENT);
        Files.writeString(directory.resolve("colony.yaml"), """
                work_directory: work
                http: {port: 0}
                agents: {quick: {command: "/bin/sh '%s'"}}
                agent: quick
                """.formatted(project.agent()));
        Path original = project.original();
        Files.createDirectories(original.resolve(".colony"));
        Files.writeString(original.resolve("NOTES.md"), "# Notes\n\n- first\n\nThe end.\n");
        Files.writeString(original.resolve(".colony/config.yaml"), """
                schema_version: 1
                gates: [{name: notes, command: "grep -q '^- first' NOTES.md"}]
                """);
        project.git(original, "init", "--quiet", "--initial-branch=main");
        project.git(original, "add", "--all");
        project.git(original, "commit", "--quiet", "--no-gpg-sign", "--message=notes");
        return project;
    }

    static String title(int number) {
        return "Note " + number + ": " + NAMES.get(number - 1);
    }

    Path agent() {
        return directory.resolve("agent.sh");
    }

    Path original() {
        return directory.resolve("original");
    }

    Path work() {
        return directory.resolve("work");
    }

    /** What git says in the repository on the local code host. */
    String gitOnForge(String... arguments) {
        return gitOnForgeIn(SLUG, arguments);
    }

    /** What git says in another repository there. */
    String gitOnForgeIn(String slug, String... arguments) {
        return git(work().resolve("forge").resolve(slug + ".git"), arguments);
    }

    private String git(Path where, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new java.util.HashMap<>(AUTHOR);
        environment.putAll(
                Map.of("PATH", ColonyProcess.path(), "GIT_CONFIG_NOSYSTEM", "1", "HOME", directory.toString()));
        CommandOutput output = new LocalCommandRunner().run(command, where, environment, "", Duration.ofMinutes(1));
        if (output.exitCode() != 0) {
            throw new IllegalStateException(command + ": " + output.stderr());
        }
        return output.stdout().strip();
    }
}
