package io.jenkins.plugins.colony.pages;

import hudson.Extension;
import hudson.model.RootAction;
import io.colony.web.FramedPage;
import io.colony.web.host.CrumbGuard;
import io.colony.web.host.HostAccess;
import io.colony.web.host.MountedRequest;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.Messages;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import io.jenkins.plugins.colony.store.StoreWords;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** The link "Colony" on Jenkins' front page, and everything below it. */
@Extension
@Symbol("colonyPages")
public final class ColonyRootAction implements RootAction {
    private static final String ADDRESS = "colony";

    private final JenkinsFacade jenkins = new JenkinsFacade();

    /** None, which hides the link, for whoever may not follow it. */
    @Override
    public @Nullable String getIconFileName() {
        return jenkins.may(ColonyPermissions.READ) ? "symbol-git-pull-request-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ColonyRootAction_displayName();
    }

    @Override
    public String getUrlName() {
        return ADDRESS;
    }

    /** Why there are no pages, for the view that is shown instead, which Jenkins serves by its name as well. */
    public String getTrouble() {
        return jenkins.may(ColonyPermissions.READ)
                ? StoreWords.of(ColonyLifecycle.current().standing())
                : "";
    }

    /** The first page. */
    public void doIndex(StaplerRequest2 request, StaplerResponse2 response) throws ServletException, IOException {
        serve(request, response);
    }

    /**
     * Every other page, and commands: which of them somebody may see and give, and whether they were meant, the servlet asks
     * {@link HostAccess} and {@link CrumbGuard}. A permission on the job or folder of an issue is enough for its pages.
     */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws ServletException, IOException {
        serve(request, response);
    }

    private void serve(StaplerRequest2 request, StaplerResponse2 response) throws ServletException, IOException {
        Standing<OpenStore> standing = ColonyLifecycle.current().standing();
        if (!(standing instanceof Standing.Open<OpenStore>) || !jenkins.isPerson()) {
            jenkins.require(ColonyPermissions.READ);
        }
        if (standing instanceof Standing.Open<OpenStore> open) {
            open.store().serve(new MountedRequest(request, "/" + ADDRESS, request.getRestOfPath()), response);
            if (request.getAttribute(FramedPage.ATTRIBUTE) != null) {
                request.getView(this, "page.jelly").forward(request, response);
            }
        } else {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            request.getView(this, "unavailable.jelly").forward(request, response);
        }
    }
}
