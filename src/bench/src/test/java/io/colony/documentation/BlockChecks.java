package io.colony.documentation;

import io.colony.documentation.Document.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which check is whose: every block has one, or stands in the list of those that nothing here can check. */
final class BlockChecks {
    /** Page and first line of each block that nothing here reads, and why. */
    static final Map<String, String> UNCHECKED = Map.of(
            "docs/agents.md: {\"issue\": {\"key\": \"owner/repo#1\", \"title\": \"…\", \"body\": \"…\", \"author\": \"…\"},",
            "the shape of a document, with remarks in it",
            "docs/memory.md: {\"schema_version\": 1, \"issue\": \"acme/shop#7\", \"generation\": 1, \"ended_as\": \"done\" | \"cancelled\" | \"reimplemented\" | …,",
            "the shape of a document, with alternatives in it",
            "docs/operations.md: create role colony_owner login;   -- \\password colony_owner",
            "makes roles and a database, which belong to the whole server that tests share",
            "docs/security.md: location / {                       # nginx",
            "there is no nginx here");

    /**
     * Languages with a test of their own: {@code PluginDocumentIT}, {@code StateMachineDocumentTest}, {@link AuditHashIT},
     * {@link StatementsIT}.
     */
    private static final Set<String> ELSEWHERE = Set.of("java", "mermaid", "python", "sql");

    private final YamlBlocks yaml;

    BlockChecks(Path directory) {
        this.yaml = new YamlBlocks(directory);
    }

    List<String> problems(Block block) throws IOException {
        if (isUnchecked(block)) {
            return List.of();
        }
        return switch (block.language()) {
            case "sh" -> ShellBlocks.problems(block);
            case "yaml" -> yaml.problems(block);
            case "json" -> JsonBlocks.problems(block);
            case "groovy" -> PipelineBlocks.problems(block);
            case "" -> List.of(block.place() + ": the block has no language");
            default ->
                ELSEWHERE.contains(block.language()) || isExample(block)
                        ? List.of()
                        : List.of(block.place() + ": nothing checks a block of '" + block.language()
                                + "'; add a check, or the block to BlockChecks.UNCHECKED with the reason");
        };
    }

    static boolean isUnchecked(Block block) {
        return UNCHECKED.containsKey(key(block));
    }

    static String key(Block block) {
        return block.place().replaceFirst(":.*", "") + ": "
                + block.text().lines().findFirst().orElse("").strip();
    }

    /** The files of docs/plugins.md, which PluginDocumentIT puts together. */
    private static boolean isExample(Block block) {
        return block.mark().filter(mark -> mark.startsWith("example: ")).isPresent();
    }
}
