package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.adhoc.AdHocAnswer;
import io.colony.engine.adhoc.AdHocPlace;
import io.colony.engine.adhoc.AdHocRequest;
import io.colony.engine.adhoc.AdHocRun;
import io.colony.engine.adhoc.AdHocRuns.Beginning;
import io.colony.engine.log.Log;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteAgent;
import io.colony.web.host.OpenStore;
import io.colony.web.host.SessionAgents;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.agents.StageHands;
import io.jenkins.plugins.colony.work.BuildPlace;
import io.jenkins.plugins.colony.work.Place;
import io.jenkins.plugins.colony.work.WorkExecution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.slf4j.Logger;

/** One question to an agent program in one build, in a thread of its own. */
final class AgentInBuild implements WorkExecution.Work {
    private static final Logger LOG = Log.of(AgentInBuild.class);

    private final StageHands hands = new StageHands(new JenkinsFacade());
    private final StepContext context;
    private final ColonyAgentStep step;
    private final String login;
    private final StopSignal stop = new StopSignal();
    private final BuildPlace here;
    private volatile Optional<Throwable> aborted = Optional.empty();

    AgentInBuild(StepContext context, ColonyAgentStep step, String login) {
        this.context = context;
        this.step = step;
        this.login = login;
        this.here = new BuildPlace(new JenkinsFacade(), context, stop);
    }

    @Override
    public void abort(Throwable cause) {
        aborted = Optional.of(cause);
        stop.stop("the build was aborted in Jenkins");
    }

    @Override
    public void run() {
        try {
            Optional<AdHocAnswer> answer = answer();
            if (aborted.isPresent() || answer.isEmpty()) {
                context.onFailure(aborted.orElseGet(() -> new FlowInterruptedException(Result.ABORTED)));
            } else {
                end(answer.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            context.onFailure(interrupted);
        } catch (AbortException | ColonyException refused) {
            context.onFailure(new AbortException(refused.getMessage()));
        } catch (IOException | RuntimeException failure) {
            LOG.warn("A question to an agent failed: {}", failure.getMessage(), failure);
            context.onFailure(failure);
        }
    }

    private void end(AdHocAnswer answer) throws IOException, InterruptedException {
        BuildPlace.say(
                context.get(TaskListener.class),
                Messages.ColonyAgentStep_ended(answer.outcome(), answer.cost().toString(), answer.summary()));
        if (answer.done() || step.returnOutcome) {
            context.onSuccess(answer.values());
        } else {
            context.onFailure(new AbortException(Messages.ColonyAgentStep_notDone(answer.outcome(), answer.summary())));
        }
    }

    /** Empty where the build is aborted before anything began. */
    private Optional<AdHocAnswer> answer() throws IOException, InterruptedException {
        TaskListener log = context.get(TaskListener.class);
        AdHocRequest request = step.request(login, BuildNames.of(context));
        String said = "";
        Optional<OpenStore> store = here.store(log);
        while (store.isPresent()) {
            Optional<Place> place = here.place(() -> false, () -> true);
            Optional<String> refusal = place.isPresent() ? here.refusal(place.get()) : Optional.empty();
            if (refusal.isPresent()) {
                throw new AbortException(refusal.get());
            }
            // Begun before its agent is back: while its build waits for that, the run stays its own.
            switch (store.get().adHocRuns().begin(request)) {
                case Beginning.Refused refused -> throw new AbortException(refused.why());
                case Beginning.Ended ended -> {
                    return Optional.of(ended.answer());
                }
                case Beginning.NotYet notYet -> {
                    said = BuildPlace.sayOnce(log, said, notYet.why());
                    here.pause();
                }
                case Beginning.Begun begun -> {
                    Optional<AdHocAnswer> answer =
                            place.isPresent() ? run(store.get(), begun.run(), request, place.get()) : Optional.empty();
                    if (answer.isPresent()) {
                        return answer;
                    }
                    here.pause();
                }
            }
            // Empty once the build is aborted.
            store = here.store(log);
        }
        return Optional.empty();
    }

    /** Empty where the store went away for this controller: it goes on where it runs. */
    private Optional<AdHocAnswer> run(OpenStore store, AdHocRun run, AdHocRequest request, Place place)
            throws IOException, InterruptedException {
        // Nobody makes it for a build that has not used it yet.
        place.workspace().mkdirs();
        BuildPlace.say(
                place.log(),
                Messages.ColonyAgentStep_begun(
                        run.agent(), place.name(), run.reserved().toString(), run.id()));
        // Whoever wrote the Jenkinsfile chose the node, and reads what is given to it.
        SessionAgents asked = store.agent(run.agent());
        StageHands.Session session = hands.session(
                place.computer().getName(), run.workspaceName(), asked.programs(), asked.variables(), stop);
        RemoteAgent agent = new RemoteAgent(session.place(), run.agent(), stop);
        Optional<AdHocAnswer> answer = store.adHocRuns()
                .run(
                        run,
                        request,
                        new AdHocPlace(
                                agent.backEnd(),
                                Path.of(place.workspace().getRemote()),
                                Path.of(session.home()),
                                line -> place.log().getLogger().println("[colony] " + line)),
                        stop);
        if (answer.isPresent()) {
            StageHands.end(agent::close);
        }
        return answer;
    }
}
