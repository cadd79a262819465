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

/** A push that collects garbage takes no pack away from a request that reads it, and leaves none for ever. */
class KeptPacksTest {
    private static final Instant BEFORE = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path directory;

    @Test
    void whatWasPackedAnewStaysForTheRequestsThatReadItAndNotForEver() throws Exception {
        try (BareRepository repository = BareRepository.create(directory.resolve("host.git"), "main")) {
            String first = commit(repository, Optional.empty(), "one");
            pack(repository);
            List<Path> old = packs(repository);
            String second = commit(repository, Optional.of(first), "two");
            pack(repository);
            List<Path> all = packs(repository);
            assertThat(all)
                    .as("packs with their indices")
                    .hasSizeGreaterThan(old.size())
                    .containsAll(old);
            for (Path file : old) {
                Files.setLastModifiedTime(file, FileTime.from(BEFORE));
            }

            commit(repository, Optional.of(second), "three");
            pack(repository);

            assertThat(packs(repository)).doesNotContainAnyElementsOf(old).hasSizeGreaterThan(all.size() - old.size());
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
