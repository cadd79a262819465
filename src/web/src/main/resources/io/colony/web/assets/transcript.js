// @ts-check
// Adds a transcript's lines as they come, finds among those on the page, and brings lines that are linked to. All text goes in as
// text. Without this script the page shows the lines of the moment at which it was loaded.

const section = /** @type {HTMLElement | null} */ (document.querySelector("#transcript[data-source]"));
const EVERY = 1_000;
const PATIENCE = 15_000;
const GIST = 140;
const OPEN = new Set(["text", "problem", "cut", "started"]);
const MOST = 2_000;

/** Characters that would not be seen, or change how others are shown, as the server shows them. @param {string} text */
function visible(text) {
  return text.replaceAll("\r\n", "\n").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u{E0100}-\u{E01EF}]/gu, (char) =>
    "\n\t\u200D".includes(char) ? char
      : `\u27E6U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}\u27E7`);
}

/** @param {string} name @param {string} text @param {string} [kind] */
function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) {
    made.className = kind;
  }
  return made;
}

/** @param {string} kind */
function group(kind) {
  if (/^(problem|tool-failed|stderr|cut)/.test(kind)) {
    return "problem";
  }
  return /^(text|started)/.test(kind) ? "text" : kind.startsWith("tool") ? "tool" : "other";
}

/** @param {{seq: number, at: string, kind: string, text: string}} line */
function row(line) {
  const text = visible(line.text);
  const item = document.createElement("li");
  item.id = `line-${line.seq}`;
  item.className = `said-${group(line.kind)}`;
  const stamp = element("p", "", "stamp");
  const link = /** @type {HTMLAnchorElement} */ (element("a", String(line.seq), "seq"));
  link.href = `#line-${line.seq}`;
  const time = /** @type {HTMLTimeElement} */ (element("time", line.at.slice(0, 19).replace("T", " "), "exact"));
  time.dateTime = line.at;
  stamp.append(link, element("b", visible(line.kind), "kind"), time);
  item.append(stamp);
  const body = element("pre", text);
  if (OPEN.has(line.kind) || (text.length <= GIST && !text.includes("\n"))) {
    item.append(body);
  } else {
    const fold = document.createElement("details");
    const first = text.trim().split("\n", 1)[0];
    fold.append(element("summary", first.length > GIST ? `${first.slice(0, GIST)} …` : `${first} …`), body);
    item.append(fold);
  }
  return item;
}

if (section) {
  const list = /** @type {HTMLElement} */ (section.querySelector("ol.transcript"));
  const follow = /** @type {HTMLElement} */ (section.querySelector("#follow"));
  const find = /** @type {HTMLInputElement} */ (section.querySelector("input[name=find]"));
  const kind = new URLSearchParams(location.search).get("kind");
  let last = Number(section.dataset.last);
  let timer = 0;

  const atEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - 120;
  /** @param {"following" | "paused" | "ended" | "lost"} what */
  const say = (what) => {
    const words = follow.dataset[what] ?? "";
    if (follow.textContent !== words) {
      follow.textContent = words;
    }
  };
  const sift = () => {
    const words = find.value.toLowerCase();
    for (const item of /** @type {Iterable<HTMLElement>} */ (list.children)) {
      const wanted = !kind || item.classList.contains(`said-${kind}`) || (kind === "tool" && item.querySelector(".kind")?.textContent?.startsWith("tool"));
      item.hidden = !(wanted && (words === "" || (item.textContent ?? "").toLowerCase().includes(words)));
    }
  };
  find.addEventListener("input", sift);

  /** The line that the address names, from wherever it is. */
  const reach = () => {
    const seq = Number(/^#line-(\d+)$/.exec(location.hash)?.[1] ?? 0);
    if (seq > 0 && !document.getElementById(`line-${seq}`) && !location.search.includes(`after=${Math.max(-1, seq - 40)}`)) {
      location.replace(`?after=${Math.max(-1, seq - 40)}#line-${seq}`);
    }
  };
  addEventListener("hashchange", reach);
  reach();

  /** @param {string} path */
  const ask = async (path) => {
    const answer = await fetch(section.dataset.source + path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return answer.json();
  };

  const turn = async () => {
    let ended = false;
    try {
      const run = await ask("");
      let lines;
      do {
        lines = await ask(`/transcript?after=${last}&limit=500`);
        const follows = atEnd();
        list.append(...lines.map(row));
        last = lines.at(-1)?.seq ?? last;
        while (list.children.length > MOST) {
          list.firstElementChild?.remove();
        }
        if (lines.length > 0) {
          sift();
          if (follows) {
            scrollTo({ top: document.documentElement.scrollHeight });
          }
        }
      } while (lines.length === 500);
      ended = run.ended_at !== null;
      say(ended ? "ended" : atEnd() ? "following" : "paused");
    } catch {
      say("lost");
    }
    if (!ended && document.visibilityState === "visible") {
      timer = setTimeout(turn, EVERY);
    }
    live = !ended;
  };

  let live = section.dataset.live === "true";
  if (live) {
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      if (live && document.visibilityState === "visible") {
        turn();
      }
    });
    turn();
  }
}
