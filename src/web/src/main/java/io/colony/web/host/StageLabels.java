package io.colony.web.host;

import io.colony.engine.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On which machines of a host stages run.
 *
 * @param byStage label expressions of the host, such as {@code colony && linux}, by the name of a stage
 */
public record StageLabels(Map<String, String> byStage) {
    /** Where a stage is not named. */
    public static final String DEFAULT = "colony";

    /** What trusted git work is called here, which is no stage of its own. */
    private static final String TRUSTED = "trusted";

    private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9-]*)\\s*:\\s*(\\S.*)");

    public StageLabels {
        byStage = Map.copyOf(byStage);
    }

    /**
     * Reads what administrators write.
     *
     * @param text lines such as {@code develop: colony && linux}
     * @throws ConfigException which names the line that is none
     */
    public static StageLabels parse(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isEmpty()) {
                continue;
            }
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw new ConfigException("Labels of stages, line " + (i + 1) + ": '" + lines.get(i)
                        + "' names no stage and label. Write one a line, such as develop: colony && linux.");
            }
            if (labels.put(line.group(1), line.group(2)) != null) {
                throw new ConfigException("Labels of stages, line " + (i + 1) + ": " + line.group(1)
                        + " is named twice. Leave one of the two lines.");
            }
        }
        return new StageLabels(labels);
    }

    /** Where trusted git work is done: no agent program and no code of a repository ought to run there. */
    public String trusted() {
        return byStage.getOrDefault(TRUSTED, "colony-trusted");
    }

    /** The label expression of a stage. */
    public String of(String stage) {
        return byStage.getOrDefault(stage, DEFAULT);
    }
}
