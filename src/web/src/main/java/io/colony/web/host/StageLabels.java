package io.colony.web.host;

import io.colony.engine.config.ConfigException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
     * Reads what was written.
     *
     * @param text lines such as {@code develop: colony && linux}
     * @throws ConfigException which names the line that is none
     */
    public static StageLabels parse(String text) {
        return new StageLabels(NamedLines.parse("Labels of stages", LINE, "develop: colony && linux", text));
    }

    /**
     * Reads what administrators write, as they are told while they do. It is no error to keep it: in a trial the controller's own
     * node may be for both.
     *
     * @throws ConfigException which names the line that is none, or the stage that would wait for ever: no build runs where
     *     trusted git work is done
     */
    public static StageLabels ofHost(String text) {
        StageLabels labels = parse(text);
        labels.refuseStagesAt(labels.trusted());
        return labels;
    }

    /**
     * Reads what holds for a part of the host.
     *
     * @throws ConfigException where it names trusted git work: the code host's token goes where that is done, which whoever
     *     may configure a part alone does not decide
     */
    public static StageLabels ofPart(String text) {
        StageLabels labels = parse(text);
        if (labels.byStage().containsKey(TRUSTED)) {
            throw new ConfigException(
                    "The line '" + TRUSTED + ":' is for administrators, in the labels of stages of the"
                            + " whole host: the code host's token goes there. Leave it out here.");
        }
        return labels;
    }

    /**
     * The same as whoever writes it is told.
     *
     * @param host what holds for the whole
     * @throws ConfigException also for a stage that would wait for ever
     */
    public static StageLabels ofPart(String text, String host) {
        StageLabels labels = ofPart(text);
        trusted(host).ifPresent(labels::refuseStagesAt);
        return labels;
    }

    private void refuseStagesAt(String trusted) {
        byStage.forEach((stage, label) -> {
            if (!stage.equals(TRUSTED) && bare(label).equals(bare(trusted))) {
                throw new ConfigException(
                        "The stage " + stage + " is given the label '" + label + "', by which trusted git"
                                + " work is done: no build runs there, so it would wait for ever. Give it another, or leave its"
                                + " line out: Colony does its git work there by itself.");
            }
        });
        if (bare(of("")).equals(bare(trusted))) {
            throw new ConfigException(
                    "The label '" + trusted + "' is where stages run that no line names, and no build runs"
                            + " where trusted git work is done. Give trusted git work another label.");
        }
    }

    private static String bare(String label) {
        return label.replaceAll("[\\s\"()]", "");
    }

    /** These, where the others name no other. Trusted git work stays where these say, whatever the others say. */
    public StageLabels under(StageLabels nearer) {
        Map<String, String> both = new HashMap<>(nearer.byStage());
        both.remove(TRUSTED);
        byStage.forEach(both::putIfAbsent);
        return new StageLabels(both);
    }

    /** Where trusted git work is done: no agent program and no code of a repository ought to run there. */
    public String trusted() {
        return byStage.getOrDefault(TRUSTED, "colony-trusted");
    }

    /** The same by lines that may not be right: then no stage runs, and trusted git work is done nowhere. */
    public static Optional<String> trusted(String text) {
        try {
            return Optional.of(parse(text).trusted());
        } catch (ConfigException unreadable) {
            return Optional.empty();
        }
    }

    /** The label expression of a stage. */
    public String of(String stage) {
        return byStage.getOrDefault(stage, DEFAULT);
    }
}
