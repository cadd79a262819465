package io.colony.documentation;

import io.colony.documentation.Document.Block;
import io.colony.engine.ColonyException;
import io.colony.engine.config.RepositoryConfig;
import io.colony.engine.config.SettingsLoader;
import io.colony.engine.config.SettingsSources;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.workflow.WorkflowParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Blocks of YAML, each read by what reads such a file; the comment above a block says which file it is or is of. */
final class YamlBlocks {
    private static final Pattern FILE = Pattern.compile("(\\w+_file): ?([^\\s,}#]+)");
    private static final Pattern COMMENTED = Pattern.compile("(?m)^( *)# ([a-z_]+: \\S.*)$");
    private static final String SECRET = "stands_for_a_secret_in_tests";
    private static final Map<String, String> VARIABLES =
            Map.of("GITHUB_TOKEN", SECRET, "GITHUB_APP", "4711\n-----BEGIN PRIVATE KEY-----");

    private final Path directory;

    /** @param directory where files are put that settings name */
    YamlBlocks(Path directory) {
        this.directory = directory;
    }

    List<String> problems(Block block) throws IOException {
        String mark = block.mark().orElse("");
        try {
            switch (mark) {
                case "colony.yaml" -> settings(block.text());
                case ".colony/config.yaml" -> RepositoryConfig.parse(block.text(), block.place());
                case "part of .colony/config.yaml" ->
                    RepositoryConfig.parse("schema_version: 1\n" + block.text(), block.place());
                case "prices_file" -> PriceTable.parse(block.text(), block.place());
                case "workflow" -> WorkflowParser.parse(block.text(), block.place());
                case "prometheus" -> read(block.text());
                case "Configuration as Code" -> jenkins(block);
                default -> {
                    return mark.startsWith("example: ")
                            ? List.of()
                            : List.of(block.place()
                                    + ": nothing says which file this YAML is of; put a comment above it");
                }
            }
        } catch (ColonyException | YamlEngineException refused) {
            return List.of(block.place() + " (" + mark + ") is refused: " + refused.getMessage());
        }
        return mark.equals("colony.yaml") ? commented(block) : List.of();
    }

    /** Each setting that is shown as a comment is one, whatever it fits together with. */
    private List<String> commented(Block block) throws IOException {
        List<String> problems = new ArrayList<>();
        Matcher line = COMMENTED.matcher(block.text());
        while (line.find()) {
            String with = block.text().substring(0, line.start())
                    + line.group(1)
                    + line.group(2)
                    + block.text().substring(line.end());
            try {
                settings(with);
            } catch (ColonyException refused) {
                if (refused.getMessage().contains("unknown key")) {
                    problems.add(block.place() + ", where it is no comment: " + refused.getMessage());
                }
            }
        }
        return problems;
    }

    private void settings(String text) throws IOException {
        Matcher named = FILE.matcher(text);
        StringBuilder here = new StringBuilder();
        while (named.find()) {
            Path file = directory.resolve(Path.of(named.group(2)).getFileName());
            Files.writeString(file, SECRET + "\n");
            named.appendReplacement(here, named.group(1) + ": " + file.getFileName());
        }
        named.appendTail(here);
        Path file = Files.writeString(directory.resolve("colony.yaml"), here);
        SettingsLoader.load(new SettingsSources(directory, Optional.of(file), VARIABLES, Map.of()));
    }

    /** What Colony's own part says has a place in the plugin, and what stands in {@code settings} is colony.yaml's. */
    private void jenkins(Block block) throws IOException {
        Path plugin = Pages.ROOT.resolve("src/plugin/src/main/java/io/jenkins/plugins/colony");
        String setters = Files.readString(plugin.resolve("configuration/ColonyConfiguration.java"));
        Map<?, ?> colony = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) read(block.text())).get("unclassified")).get("colony");
        for (Object key : colony.keySet()) {
            String name = String.valueOf(key);
            String setter = "void set" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "(";
            if (!setters.contains(setter)) {
                throw new ColonyException("the plugin's configuration has no '" + name + "'");
            }
        }
        Object settings = colony.get("settings");
        if (settings != null) {
            settings(settings.toString());
        }
    }

    private static Object read(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
