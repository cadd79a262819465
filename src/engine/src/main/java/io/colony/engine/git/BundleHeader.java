package io.colony.engine.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a git bundle says about itself before its pack begins.
 *
 * @param prerequisites commits that the receiver has to have
 * @param head the one commit that it brings
 * @param ref the name under which it brings it
 */
record BundleHeader(List<String> prerequisites, String head, String ref) {
    private static final int MAX_BYTES = 1 << 20;

    static BundleHeader read(Path bundle) {
        List<String> prerequisites = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        for (String line : lines(bundle)) {
            if (line.startsWith("-")) {
                prerequisites.add(Names.sha(line.substring(1).split(" ", 2)[0]));
            } else {
                heads.add(line);
            }
        }
        String[] head = heads.size() == 1 ? heads.get(0).split(" ", 2) : new String[0];
        if (head.length != 2 || !head[1].startsWith("refs/")) {
            throw new GitException(
                    "The bundle " + bundle + " names " + heads.size() + " refs; exactly one is expected.");
        }
        Names.branch(head[1]);
        return new BundleHeader(List.copyOf(prerequisites), Names.sha(head[0]), head[1]);
    }

    private static List<String> lines(Path bundle) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
            if (!line(in, bundle).equals("# v2 git bundle")) {
                throw new GitException("The file " + bundle + " is no git bundle of version 2.");
            }
            List<String> lines = new ArrayList<>();
            int bytes = 0;
            for (String line = line(in, bundle); !line.isEmpty(); line = line(in, bundle)) {
                lines.add(line);
                bytes += line.length();
                if (bytes > MAX_BYTES) {
                    throw new GitException("The header of the bundle " + bundle + " does not end.");
                }
            }
            return lines;
        } catch (IOException failure) {
            throw new GitException("Cannot read the bundle " + bundle + ": " + failure + ".", failure);
        }
    }

    private static String line(InputStream in, Path bundle) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > MAX_BYTES) {
                throw new GitException("The header of the bundle " + bundle + " does not end.");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
