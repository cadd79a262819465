package io.colony.engine.stage;

import io.colony.engine.forge.Forge;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The real code host, with something else happening right before or right after one of its acts. */
final class HookedForge {
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Forge forge;

    HookedForge(Forge real) {
        forge = (Forge) Proxy.newProxyInstance(
                Forge.class.getClassLoader(), new Class<?>[] {Forge.class}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    calls.computeIfAbsent(name, act -> new AtomicInteger()).incrementAndGet();
                    Optional.ofNullable(before.remove(name)).ifPresent(Runnable::run);
                    try {
                        Object answer = method.invoke(real, arguments);
                        Optional.ofNullable(after.remove(name)).ifPresent(Runnable::run);
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    Forge forge() {
        return forge;
    }

    /** Once, before the next call of this act. */
    void before(String act, Runnable action) {
        before.put(act, action);
    }

    /** Once, after the next call of this act. */
    void after(String act, Runnable action) {
        after.put(act, action);
    }

    int calls(String act) {
        return calls.getOrDefault(act, new AtomicInteger()).get();
    }

    /** The worker's process is gone at this point: no handler of the engine sees it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
