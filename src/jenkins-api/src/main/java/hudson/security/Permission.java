package hudson.security;

import org.jvnet.localizer.Localizable;

public final class Permission {
    public final PermissionGroup group = null;
    public final String name = null;
    public final Permission impliedBy = null;
    public static final Permission HUDSON_ADMINISTER = null;
    public static final Permission READ = null;
    public static final Permission CONFIGURE = null;

    public Permission(
            PermissionGroup permissionGroup,
            String text,
            Localizable localizable,
            Permission permission,
            boolean flag,
            PermissionScope[] permissionScope)
            throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public Permission(
            PermissionGroup permissionGroup,
            String text,
            Localizable localizable,
            Permission permission,
            PermissionScope permissionScope) {
        throw new UnsupportedOperationException();
    }

    public Permission(
            PermissionGroup permissionGroup,
            String text,
            Localizable localizable,
            Permission permission,
            boolean flag) {
        throw new UnsupportedOperationException();
    }

    public Permission(PermissionGroup permissionGroup, String text, Localizable localizable, Permission permission) {
        throw new UnsupportedOperationException();
    }

    public Permission(PermissionGroup permissionGroup, String text, Permission permission) {
        throw new UnsupportedOperationException();
    }

    public String getId() {
        throw new UnsupportedOperationException();
    }

    public boolean getEnabled() {
        throw new UnsupportedOperationException();
    }
}
