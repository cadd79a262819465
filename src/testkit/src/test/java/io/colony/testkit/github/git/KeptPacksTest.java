package io.colony.testkit.github.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push that collects garbage takes no pack away from a request that reads it. */
class KeptPacksTest {
    private static final Instant BEFORE = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path directory;

    @Test
    void aPackOfHoursAgoIsStillThereWhenAllWasPackedAnew() throws Exception {
        try (BareRepository repository = BareRepository.create(directory.resolve("host.git"), "main")) {
            String first = commit(repository, Optional.empty(), "one");
            pack(repository);
            List<Path> packed = packs(repository);
            assertThat(packed).as("a pack with its index").hasSizeGreaterThan(1);
            for (Path file : packed) {
                Files.setLastModifiedTime(file, FileTime.from(BEFORE));
            }

            commit(repository, Optional.of(first), "two");
            pack(repository);

            assertThat(packs(repository)).containsAll(packed).hasSizeGreaterThan(packed.size());
        }
    }

    private static void pack(BareRepository repository) throws Exception {
        new GC((FileRepository) repository.jgit()).gc().get();
    }

    private static String commit(BareRepository repository, Optional<String> parent, String text) {
        PersonIdent ann = Writing.person("Ann", "ann@example.org", BEFORE);
        String made = new Writing(repository).change(parent, Map.of("a.txt", text), Set.of(), ann, text);
        assertThat(repository.move("main", parent, Optional.of(made))).isTrue();
        return made;
    }

    private static List<Path> packs(BareRepository repository) throws IOException {
        try (Stream<Path> files = Files.list(repository.directory().resolve("objects/pack"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("pack-"))
                    .sorted()
                    .toList();
        }
    }
}
