package hudson.security;

import java.util.Iterator;
import java.util.List;
import org.jvnet.localizer.Localizable;

public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public final Localizable title = null;

    public PermissionGroup(Class type, Localizable localizable) throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public PermissionGroup(String text, Class type, Localizable localizable) throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    public Iterator<Permission> iterator() {
        throw new UnsupportedOperationException();
    }

    public List<Permission> getPermissions() {
        throw new UnsupportedOperationException();
    }

    public int compareTo(PermissionGroup permissionGroup) {
        throw new UnsupportedOperationException();
    }
}
