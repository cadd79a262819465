package io.colony.web.language;

import io.colony.engine.ledger.Usd;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of a page. Sentences stand in English where they are used; other languages are found by them, and what has
 * no translation is said in English. {@code {0}}, {@code {1}} in a sentence stand for what is put in. Times are in UTC.
 * Safe for use by many threads.
 */
public final class Words {
    private static final int MOST_UNTRANSLATED = 500;

    /** Where a value is put in. */
    public static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private static final Words ENGLISH = new Words(Locale.ENGLISH, Map.of());
    private static final Words CHINESE = new Words(Locale.SIMPLIFIED_CHINESE, Translations.read("zh"));

    private final Locale locale;
    private final Map<String, String> translations;
    private final Set<String> untranslated = ConcurrentHashMap.newKeySet();
    /** To be copied: a format is for one thread, and dear to make anew. */
    private final NumberFormat integer;

    private final NumberFormat dollars;
    private final DateTimeFormatter moment;
    private final DateTimeFormatter day;

    private Words(Locale locale, Map<String, String> translations) {
        this.locale = locale;
        this.translations = translations;
        this.integer = NumberFormat.getIntegerInstance(locale);
        this.dollars = NumberFormat.getCurrencyInstance(locale.equals(Locale.ENGLISH) ? Locale.US : locale);
        dollars.setCurrency(Currency.getInstance("USD"));
        this.moment = locale.equals(Locale.ENGLISH)
                ? DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", locale).withZone(ZoneOffset.UTC)
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .withZone(ZoneOffset.UTC);
        this.day = locale.equals(Locale.ENGLISH)
                ? DateTimeFormatter.ISO_LOCAL_DATE
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
    }

    public static Words english() {
        return ENGLISH;
    }

    /** The languages that pages can be had in, by their tags. */
    public static List<String> tags() {
        return List.of("en", "zh");
    }

    /** The first of a reader's languages that there is; English where there is none of them. */
    public static Words of(List<Locale> wanted) {
        for (Locale locale : wanted) {
            switch (locale.getLanguage()) {
                case "en" -> {
                    return ENGLISH;
                }
                case "zh" -> {
                    return CHINESE;
                }
                default -> {
                    // The reader's next choice may be one that is here.
                }
            }
        }
        return ENGLISH;
    }

    /** The language's tag, for {@code lang}. */
    public String tag() {
        return locale.toLanguageTag();
    }

    public Locale locale() {
        return locale;
    }

    /** A sentence with nothing put in yet. */
    public String pattern(String english) {
        String translation = translations.get(english);
        if (translation == null && this != ENGLISH && untranslated.size() < MOST_UNTRANSLATED) {
            untranslated.add(english);
        }
        return translation == null ? english : translation;
    }

    /** What was asked for since the program started and is shown in English for want of a translation; at most 500. */
    public Set<String> untranslated() {
        return Set.copyOf(untranslated);
    }

    /** A sentence with the values put in. */
    public String say(String english, Object... values) {
        // In one pass: a value that itself says {1} stays as it is.
        return PLACE.matcher(pattern(english))
                .replaceAll(place -> Matcher.quoteReplacement(put(values[Integer.parseInt(place.group(1))])));
    }

    /** Chinese has one form for all numbers, and translations of both. {@code {0}} is the number. */
    public String count(long number, String one, String many) {
        return say(number == 1 ? one : many, number);
    }

    public String number(long number) {
        return ((NumberFormat) integer.clone()).format(number);
    }

    /** To the cent, such as {@code $1,234.50}. */
    public String cents(Usd usd) {
        return money(usd, 2);
    }

    /** Exact to the micro-dollar, always with six decimals, so that amounts in a column line up. */
    public String exact(Usd usd) {
        return money(usd, 6);
    }

    private String money(Usd usd, int decimals) {
        NumberFormat format = (NumberFormat) dollars.clone();
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(usd.amount());
    }

    /** In UTC, to the second. */
    public String time(Instant at) {
        return moment.format(at);
    }

    public String date(LocalDate date) {
        return day.format(date);
    }

    /** A value as it stands in a sentence. */
    public String put(Object value) {
        return value instanceof Long || value instanceof Integer
                ? number(((Number) value).longValue())
                : value.toString();
    }
}
