package io.colony.engine.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.audit.AuditReader.Selection;
import io.colony.engine.audit.AuditReader.Tenant;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes an audit log out, row by row. As JSON lines it begins with a line that says what was chosen and ends with one
 * that says how many rows there are and where the chain ends; {@link ExportVerification} checks it without a store. As
 * CSV it is for spreadsheets: a cell that they might take for a formula has an apostrophe in front.
 */
public final class AuditExport {
    static final String VERSION = "colony_audit_export";

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final AuditReader reader;

    public AuditExport(AuditReader reader) {
        this.reader = reader;
    }

    /**
     * Writes JSON lines.
     *
     * @return how many rows
     * @throws UncheckedIOException when the output takes no more
     */
    public long json(Tenant tenant, Selection selection, Instant now, Appendable out) {
        line(out, Json.text(opening(tenant, selection, now)));
        long[] rows = {0};
        AuditHead[] last = {AuditHead.BEFORE_FIRST};
        reader.export(tenant, selection, row -> {
            line(out, Json.text(json(row)));
            rows[0]++;
            last[0] = row.place();
        });
        line(out, Json.text(Json.object().put("rows", rows[0]).put("head", last[0].toString())));
        return rows[0];
    }

    /** Writes CSV with a line of names first. */
    public long csv(Tenant tenant, Selection selection, Appendable out) {
        line(out, "seq,id,tenant_id,at,actor,action,subject,detail,previous,hash");
        long[] rows = {0};
        reader.export(tenant, selection, row -> {
            line(out, csv(row));
            rows[0]++;
        });
        return rows[0];
    }

    private static ObjectNode opening(Tenant tenant, Selection selection, Instant now) {
        ObjectNode line = Json.object()
                .put(VERSION, 1)
                .put("tenant", tenant.slug())
                .put("whole", selection.whole())
                .put("exported_at", now.toString());
        selection.from().ifPresent(from -> line.put("from", from.toString()));
        selection.to().ifPresent(to -> line.put("to", to.toString()));
        selection.subject().ifPresent(subject -> line.put("subject", subject));
        return line;
    }

    private static ObjectNode json(SealedAuditRow sealed) {
        AuditRow row = sealed.row();
        return Json.object()
                .put("seq", sealed.seq())
                .put("id", row.id())
                .put("tenant_id", row.tenantId())
                .put("at", MICROS.format(row.at()))
                .put("actor", row.actor())
                .put("action", row.action())
                .put("subject", row.subject())
                // As text: the hash is over exactly these characters.
                .put("detail", row.detail())
                .put("previous", sealed.previous())
                .put("hash", sealed.hash());
    }

    private static String csv(SealedAuditRow sealed) {
        AuditRow row = sealed.row();
        return String.join(
                ",",
                Long.toString(sealed.seq()),
                Long.toString(row.id()),
                Long.toString(row.tenantId()),
                MICROS.format(row.at()),
                CsvCell.of(row.actor()),
                CsvCell.of(row.action()),
                CsvCell.of(row.subject()),
                CsvCell.of(row.detail()),
                sealed.previous(),
                sealed.hash());
    }

    private static void line(Appendable out, String text) {
        try {
            out.append(text).append('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
