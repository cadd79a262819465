package io.jenkins.plugins.colony;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.colony.web.access.Role;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/** What Jenkins' administrators can grant: the group "Colony". Administrators have all of it. */
public final class ColonyPermissions {
    public static final PermissionGroup GROUP =
            new PermissionGroup(ColonyPermissions.class, Messages._ColonyPermissions_group());

    /** See issues, costs and queues. */
    public static final Permission READ = permission("Read", Messages._ColonyPermissions_read());

    /** Move issues, lift breakers, raise budgets. */
    public static final Permission OPERATE = permission("Operate", Messages._ColonyPermissions_operate());

    /** Approve changes. */
    public static final Permission APPROVE = permission("Approve", Messages._ColonyPermissions_approve());

    /** Read what agents said and what their programs printed. */
    public static final Permission VIEW_TRANSCRIPT =
            permission("ViewTranscript", Messages._ColonyPermissions_viewTranscript());

    /** Change how Colony works here. */
    public static final Permission CONFIGURE = permission("Configure", Messages._ColonyPermissions_configure());

    private ColonyPermissions() {}

    /** Makes them known before configuration, which may grant them by name, is read. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        GROUP.getPermissions();
    }

    private static Permission permission(String name, Localizable description) {
        return new Permission(GROUP, name, description, Jenkins.ADMINISTER, true, new PermissionScope[] {
            PermissionScope.JENKINS, PermissionScope.ITEM_GROUP, PermissionScope.ITEM
        });
    }

    /** What it takes here to have a role on the pages. */
    public static Permission of(Role role) {
        return switch (role) {
            case READ -> READ;
            case OPERATE -> OPERATE;
            case APPROVE -> APPROVE;
            case TRANSCRIPT -> VIEW_TRANSCRIPT;
        };
    }
}
