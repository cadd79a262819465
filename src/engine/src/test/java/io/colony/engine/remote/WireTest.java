package io.colony.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WireTest {
    /** The largest that is scanned for secrets; as text it is longer than JSON's readers take unless they are told. */
    @Test
    void aFileOfSixteenMegabytesPasses() {
        byte[] content = new byte[16 << 20];
        Arrays.fill(content, (byte) 0xFB);

        Optional<byte[]> read =
                Wire.read(Wire.result(Wire.answer(Wire.tree(Optional.of(content)))), new TypeReference<>() {});

        assertThat(read).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(content));
    }
}
