package io.colony.testkit.github.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Git's smart HTTP protocol over a bare repository, version 2 included. */
public final class SmartHttp {
    /** What is called for. */
    public enum Service {
        UPLOAD("git-upload-pack"),
        RECEIVE("git-receive-pack");

        private final String program;

        Service(String program) {
            this.program = program;
        }

        public static Optional<Service> named(String program) {
            return List.of(values()).stream()
                    .filter(each -> each.program.equals(program))
                    .findFirst();
        }

        public String program() {
            return program;
        }
    }

    /** Whoever decides about pushes, and acts upon them. */
    public interface Receiver {
        /** Why this ref must not be moved so; empty when it may. */
        Optional<String> refused(String ref, Optional<String> from, Optional<String> to);

        /** It was moved. */
        void moved(String ref, Optional<String> from, Optional<String> to);
    }

    private SmartHttp() {}

    /** Answers {@code GET info/refs}. */
    public static void advertise(BareRepository repository, Service service, String protocol, OutputStream out)
            throws IOException {
        PacketLineOut lines = new PacketLineOut(out);
        RefAdvertiser advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(lines);
        switch (service) {
            case UPLOAD -> uploadPack(repository, protocol).sendAdvertisedRefs(advertiser, service.program());
            case RECEIVE -> {
                ReceivePack receiving = new ReceivePack(repository.jgit());
                receiving.setBiDirectionalPipe(false);
                lines.writeString("# service=" + service.program() + "\n");
                lines.end();
                receiving.sendAdvertisedRefs(advertiser);
            }
        }
        lines.flush();
    }

    private static UploadPack uploadPack(BareRepository repository, String protocol) {
        UploadPack pack = new UploadPack(repository.jgit());
        pack.setBiDirectionalPipe(false);
        pack.setRequestPolicy(UploadPack.RequestPolicy.ANY);
        pack.setExtraParameters(List.of(protocol.split(":", -1)));
        return pack;
    }

    /** Answers {@code POST git-upload-pack}. */
    public static void upload(BareRepository repository, String protocol, InputStream in, OutputStream out)
            throws IOException {
        uploadPack(repository, protocol).upload(in, out, null);
    }

    /** Answers {@code POST git-receive-pack}. */
    public static void receive(BareRepository repository, Receiver receiver, InputStream in, OutputStream out)
            throws IOException {
        ReceivePack pack = new ReceivePack(repository.jgit());
        pack.setBiDirectionalPipe(false);
        pack.setAtomic(false);
        pack.setPreReceiveHook((receiving, commands) -> decide(receiver, commands));
        pack.setPostReceiveHook((receiving, commands) -> {
            for (ReceiveCommand command : commands) {
                if (command.getResult() == ReceiveCommand.Result.OK) {
                    receiver.moved(command.getRefName(), sha(command.getOldId()), sha(command.getNewId()));
                }
            }
        });
        pack.receive(in, out, null);
    }

    private static void decide(Receiver receiver, Collection<ReceiveCommand> commands) {
        for (ReceiveCommand command : commands) {
            String ref = command.getRefName();
            Optional<String> refused = ref.startsWith(Constants.R_HEADS) || ref.startsWith(Constants.R_TAGS)
                    ? receiver.refused(ref, sha(command.getOldId()), sha(command.getNewId()))
                    : Optional.of("deny updating a hidden ref");
            refused.ifPresent(reason -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason));
        }
    }

    private static Optional<String> sha(ObjectId id) {
        return id.equals(ObjectId.zeroId()) ? Optional.empty() : Optional.of(id.name());
    }
}
