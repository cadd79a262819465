package io.colony.engine.intake.webhook;

/** What becomes of a webhook at the entrance. */
public enum WebhookResult {
    /** It is stored and will be processed. */
    ACCEPTED(202),
    /** It is nothing that is acted on; noted and done with. */
    IRRELEVANT(202),
    /** It had been put aside and is tried again. */
    AGAIN(202),
    /** It was stored before, under this delivery id or with these very bytes. */
    DUPLICATE(200),
    /** No secret is configured. */
    CLOSED(404),
    /** It is signed with no secret of ours. */
    FORGED(401),
    /** It is longer than the limit. */
    OVERSIZED(413),
    /** It is sent as something else than JSON. */
    UNSUPPORTED(415),
    /** A header is missing or of another form, or the payload is no JSON object. */
    MALFORMED(400),
    /** It had not come to its end when its time was over. */
    SLOW(408),
    /** It could not be stored: the code host shows it as failed, and it can be sent again. */
    STORE_AWAY(503),
    /** As many others as may be were being read: it was not looked at, and can be sent again. */
    BUSY(503);

    private final int status;

    WebhookResult(int status) {
        this.status = status;
    }

    /** As HTTP says it. */
    public int status() {
        return status;
    }

    /** Whether whoever sent it has done all that there is to do. */
    public boolean good() {
        return status < 300;
    }
}
