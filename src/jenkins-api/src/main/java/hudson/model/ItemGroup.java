package hudson.model;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

public interface ItemGroup<T extends Item> extends PersistenceRoot {
    Collection<T> getItems();

    default Collection<T> getItems(Predicate<T> predicate) {
        throw new UnsupportedOperationException();
    }

    String getUrl();

    T getItem(String text);

    default <T extends Item> List<T> getAllItems(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    default <T extends Item> List<T> getAllItems(Class<T> type, Predicate<T> predicate) {
        throw new UnsupportedOperationException();
    }

    default List<Item> getAllItems() {
        throw new UnsupportedOperationException();
    }
}
