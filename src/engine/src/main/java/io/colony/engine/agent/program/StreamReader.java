package io.colony.engine.agent.program;

import java.util.List;

/** Understands the lines that one run of a program prints on standard output. Keeps the run's state; used by one thread. */
public interface StreamReader {
    /**
     * What a line says, in order. A line that is not of the program's protocol, whatever it holds, is {@link
     * StreamLine.Noise}; nothing is thrown and nothing ends the stream.
     *
     * @param line redacted, whole, without its line feed
     */
    List<StreamLine> read(String line);
}
