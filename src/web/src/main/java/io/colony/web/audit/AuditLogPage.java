package io.colony.web.audit;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.AuditChain;
import io.colony.engine.status.AuditEntry;
import io.colony.engine.status.AuditPage;
import io.colony.engine.status.AuditPages;
import io.colony.engine.status.PageRequest;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.language.Words;
import io.colony.web.layout.Filters;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audit log, newest first, and where its chains stand. */
public final class AuditLogPage {
    private static final int PER_PAGE = 100;
    private static final List<String> NAMES = List.of("subject", "actor", "action", "from", "to");

    private final AuditPages log;
    private final PageContext context;
    private final Show show;
    private final Words words;
    private final Query query;

    public AuditLogPage(AuditPages log, PageContext context, Query query) {
        this.log = log;
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
        this.query = query;
    }

    public Page render() {
        AuditPage page = log.rows(query.audit(), PageRequest.after(PER_PAGE, query.text("after")));
        return new Frame(context)
                .live(
                        words.say("Audit"),
                        Html.all(
                                tag("section", id("filter"), tag("h1", show.say("Audit")), filters()),
                                chains(log.chains()),
                                rows(page)));
    }

    private Html filters() {
        Filters filters = new Filters(context);
        return filters.form(
                "audit",
                Map.of(),
                List.of(
                        filters.text("subject", "About", query.text("subject")),
                        filters.text("actor", "By", query.text("actor")),
                        filters.text("action", "Act", query.text("action")),
                        filters.day("from", "From", day("from")),
                        filters.day("to", "To", day("to"))));
    }

    private String day(String name) {
        return query.day(name).map(LocalDate::toString).orElse("");
    }

    private Html chains(List<AuditChain> chains) {
        return tag(
                "section",
                id("chains"),
                tag("h2", show.say("Chains")),
                tag(
                        "p",
                        cls("lead"),
                        context.surroundings().hints().auditProof().in(show)),
                show.table(
                        "Chains",
                        List.of("Tenant", "#Newest row", "Hash", "#Unsealed", "Oldest unsealed"),
                        chains,
                        this::chain,
                        show.say("Nothing was written yet.")));
    }

    private Html chain(AuditChain chain) {
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), chain.tenant()),
                show.number(chain.seq().map(seq -> Html.text(words.number(seq))).orElseGet(show::none)),
                show.cell(show.sha(chain.hash())),
                show.number(words.number(chain.unsealed())),
                show.cell(chain.oldestUnsealed().map(show::time).orElseGet(show::none)));
    }

    private Html rows(AuditPage page) {
        return tag(
                "section",
                id("rows"),
                tag("h2", show.say("Rows")),
                show.page(
                        "Audit log, newest first",
                        List.of(
                                show.heading("At (UTC)"),
                                show.heading("By"),
                                show.heading("Act"),
                                show.heading("About"),
                                show.heading("Detail"),
                                show.heading("Seal")),
                        page.entries(),
                        this::row,
                        show.say("No row is like that.")),
                pager(page));
    }

    private Html row(AuditEntry entry) {
        return tag(
                "tr",
                show.cell(show.exact(entry.at())),
                show.cell(entry.actor()),
                show.cell(entry.action()),
                tag("td", cls("prose"), subject(entry)),
                tag("td", cls("prose"), detail(entry)),
                show.cell(seal(entry)));
    }

    /** Leads to all that is about the same. */
    private Html subject(AuditEntry entry) {
        return tag(
                "a",
                href(context.root() + "audit" + Query.written(Map.of("subject", entry.subject()))),
                entry.subject());
    }

    private Html detail(AuditEntry entry) {
        String text = JsonText.pretty(entry.detail());
        return entry.detail().isEmpty()
                ? show.none()
                : tag(
                        "details",
                        id("audit-" + entry.id()),
                        tag("summary", show.say("show")),
                        tag("pre", attribute("tabindex", "0"), cls("scroll"), text));
    }

    private Html seal(AuditEntry entry) {
        return entry.seq()
                .map(seq -> Html.all(show.mark("good", "✓", "#" + seq), " ", show.sha(entry.hash())))
                .orElseGet(() -> show.mark("plain", "…", words.say("not sealed yet")));
    }

    private Html pager(AuditPage page) {
        Html first = query.text("after").isPresent()
                ? tag("a", href(address(Optional.empty())), show.say("First page"))
                : Html.EMPTY;
        Html next = page.cursor()
                .map(cursor -> tag("a", href(address(Optional.of(cursor))), show.say("Next page")))
                .orElse(Html.EMPTY);
        return first.isEmpty() && next.isEmpty() ? Html.EMPTY : tag("p", cls("pager"), first, next);
    }

    private String address(Optional<String> after) {
        Map<String, String> parameters = new LinkedHashMap<>();
        NAMES.forEach(name -> query.text(name).ifPresent(value -> parameters.put(name, value)));
        after.ifPresent(cursor -> parameters.put("after", cursor));
        return context.root() + "audit" + Query.written(parameters);
    }
}
