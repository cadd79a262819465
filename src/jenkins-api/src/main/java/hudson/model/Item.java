package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import java.io.IOException;
import java.util.Collection;

public interface Item extends PersistenceRoot, AccessControlled {
    PermissionGroup PERMISSIONS = null;
    Permission CREATE = null;
    Permission DELETE = null;
    Permission CONFIGURE = null;
    Permission READ = null;
    Permission DISCOVER = null;
    Permission EXTENDED_READ = null;
    Permission BUILD = null;
    Permission WORKSPACE = null;
    Permission CANCEL = null;

    ItemGroup<? extends Item> getParent();

    Collection<? extends Job> getAllJobs();

    String getName();

    String getFullName();

    String getDisplayName();

    String getUrl();

    String getShortUrl();

    default String getAbsoluteUrl() {
        throw new UnsupportedOperationException();
    }

    void onLoad(ItemGroup<? extends Item> itemGroup, String text) throws IOException;

    void onCopiedFrom(Item item);

    void save() throws IOException;

    void delete() throws IOException, InterruptedException;
}
