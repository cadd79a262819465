package io.jenkins.plugins.colony.pages;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import hudson.security.csrf.CrumbExclusion;
import io.colony.web.host.MountedRequest;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.Messages;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Where the code host's webhooks come in. Nobody signs in there and no crumb is asked for: what counts is the signature of
 * each request alone, which the engine checks.
 */
@Extension
@Symbol("colonyWebhook")
public final class WebhookAction implements UnprotectedRootAction {
    private static final String ADDRESS = "colony-webhook";

    /** A code host tries again later by itself, or when somebody presses its button. */
    private static final String LATER_SECONDS = "30";

    /** It is no link on any page. */
    @Override
    public @Nullable String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.WebhookAction_displayName();
    }

    @Override
    public String getUrlName() {
        return ADDRESS;
    }

    /** Checks, stores and answers one; 503 while there is no store to keep it in. */
    public void doIndex(StaplerRequest2 request, StaplerResponse2 response) throws ServletException, IOException {
        if (ColonyLifecycle.current().standing() instanceof Standing.Open<OpenStore> open) {
            open.store()
                    .serve(
                            new MountedRequest(
                                    request, "/" + ADDRESS, open.store().webhookPath()),
                            response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", LATER_SECONDS);
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().println("Colony's store is not open; send it again later.");
    }

    /** Of that one address. */
    @Extension
    public static final class NoCrumb extends CrumbExclusion {
        @Override
        public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (!("/" + ADDRESS + "/").equals(request.getPathInfo())) {
                return false;
            }
            chain.doFilter(request, response);
            return true;
        }
    }
}
