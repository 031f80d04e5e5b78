/** A part of a text, in UTF-16 units. */
export interface Range {
  from: number;
  to: number;
}

export interface Excerpt {
  excerpt: string;
  highlights: Range[];
}

/** Letters around the first find. */
const BEFORE = 60;
const AFTER = 140;

/** Letters that lose more than an accent, as Postgres' unaccent writes them. */
const PLAIN: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
};

/** Scripts that put no space between words: a word there begins anywhere. */
const UNSPACED = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Mymr}\p{sc=Khmr}\p{sc=Hira}\p{sc=Kana}\p{sc=Hani}\p{sc=Hang}]/u;
const WORD = /[\p{L}\p{N}]/u;

/** The words of a search that are to be found: without those left out, and `or`. Phrases fall apart into words. */
export function soughtWords(query: string): string[] {
  const words = query
    .replace(/(^|\s)-("[^"]*"?|\S+)/g, " ")
    .split(/[^\p{L}\p{N}\p{M}@._+-]+/u)
    .map((word) => plain(word).text)
    .filter((word) => word !== "" && word !== "or");
  return [...new Set(words)];
}

/** The part of a text around the first find, with all finds in it; its beginning where nothing is found. */
export function excerptOf(text: string, words: string[]): Excerpt {
  const found = findAll(text, words);
  const start = cutAt(text, Math.max(0, (found[0]?.from ?? 0) - BEFORE));
  const end = cutAt(text, Math.min(text.length, (found[0]?.to ?? 0) + AFTER));
  const lead = start > 0 ? "…" : "";
  const shift = lead.length - start;
  const highlights = found
    .filter(({ from, to }) => from >= start && to <= end)
    .map(({ from, to }) => ({ from: from + shift, to: to + shift }));
  return { excerpt: `${lead}${text.slice(start, end)}${end < text.length ? "…" : ""}`, highlights };
}

/** Never between the two halves of one letter. */
function cutAt(text: string, place: number): number {
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
}

function findAll(text: string, words: string[]): Range[] {
  const { text: searched, places } = plain(text);
  const ranges: Range[] = [];
  for (const word of words) {
    for (let at = searched.indexOf(word); at !== -1; at = searched.indexOf(word, at + word.length)) {
      if (!beginsWord(searched, at)) continue;
      ranges.push({ from: places[at] ?? 0, to: places[at + word.length] ?? text.length });
    }
  }
  return joined(ranges.sort((one, other) => one.from - other.from));
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || UNSPACED.test(text[at] ?? "") || !WORD.test(text[at - 1] ?? "");
}

function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else result.push({ ...range });
  }
  return result;
}

/** Lower case without accents, with where each of its units stood. */
function plain(text: string): { text: string; places: number[] } {
  let result = "";
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    for (const part of letter.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")) {
      const written = PLAIN[part] ?? part;
      result += written;
      for (let unit = 0; unit < written.length; unit++) places.push(at);
    }
    at += letter.length;
  }
  return { text: result, places: [...places, text.length] };
}
