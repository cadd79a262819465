package io.colony.runner.cli;

import io.colony.engine.config.LoadedSettings;
import io.colony.runner.ExitCode;
import io.colony.runner.PagesDoor;
import io.colony.runner.PagesServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code colony up}. */
@Command(
        name = "up",
        description = {
            "Works on what is to be done and serves the pages, until Ctrl-C. Goes on where a killed run left off.",
            "A second one on the same store shares the work (give it another --port)."
        },
        footer = {"", "Examples:", "  colony up", "  colony up --port 8421 --set workers.count=4"})
final class UpCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private PortOption port = new PortOption();

    UpCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        LoadedSettings settings = common.load(program, port.overrides());
        PagesServer.checkPort(settings.settings().http());
        try (Session session = Session.open(program, settings);
                PagesServer pages = PagesServer.start(
                        settings.settings().http(), session.operations().pages())) {
            Watch watch = new Watch(program, session.operations(), program.err());
            session.operations().start();
            program.err()
                    .println("colony: up at " + pages.address() + ", "
                            + settings.settings().workers().count() + " workers");
            session.operations().heldBack().ifPresent(words -> program.err().println("colony: " + words));
            PagesDoor.warning(settings.settings().http())
                    .ifPresent(words -> program.err().println("colony: " + words));
            Session.warning(settings.settings().workDirectory())
                    .ifPresent(words -> program.err().println("colony: " + words));
            watch.untilAsked();
            program.err().println("colony: ending");
        }
        return ExitCode.OK.number();
    }
}
