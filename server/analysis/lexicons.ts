import { createRequire } from "node:module";

// Read with require: tsx makes named exports of a JSON module's keys, and some of these words are reserved ones.
const require = createRequire(import.meta.url);
const english: AfinnList = require("afinn-165-multilingual/build/AFINN-en.json");
const spanish: AfinnList = require("afinn-165-multilingual/build/AFINN-es.json");
const german: AfinnList = require("afinn-165-multilingual/build/AFINN-de.json");
const french: AfinnList = require("afinn-165-multilingual/build/AFINN-fr.json");
const portuguese: AfinnList = require("afinn-165-multilingual/build/AFINN-pt.json");
const polish: AfinnList = require("afinn-165-multilingual/build/AFINN-pl.json");

export const LEXICON_LANGUAGES = ["en", "es", "de", "fr", "pt", "pl"] as const;

export type LexiconLanguage = (typeof LEXICON_LANGUAGES)[number];

export interface Lexicon {
  /** −5 to 5 by word, lower case. */
  words: Map<string, number>;
  /** By word without its ending, where all words that share it agree in sign. */
  stems: Map<string, number>;
  negators: Set<string>;
  intensifiers: Set<string>;
  /** Common words that tell the language of a short text. */
  common: Set<string>;
}

/** The lists' own empty key has no score. */
type AfinnList = Record<string, number | null>;

interface Source {
  afinn: AfinnList;
  /** What customers write to a business and the list lacks, or judges as news would. */
  more: Record<string, number>;
  negators: string;
  intensifiers: string;
  common: string;
}

const SOURCES: Record<LexiconLanguage, Source> = {
  en: {
    afinn: english,
    more: {
      waiting: -1,
      rude: -3,
      refund: -1,
      unhelpful: -2,
      thx: 2,
      thankyou: 2,
      nope: -1,
      please: 0,
      no: 0,
      slow: -2,
      late: -1,
      overcharged: -3,
    },
    negators:
      "not no never neither nor cannot can't cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt wasn't wasnt aren't arent couldn't shouldn't wouldn't without hardly",
    intensifiers: "very really extremely so absolutely totally completely too",
    common:
      "the is are was my i you we it this that what when how can could hello hi please to and for of with have",
  },
  es: {
    afinn: spanish,
    more: {
      enfadado: -3,
      enojado: -3,
      molesto: -2,
      pésimo: -4,
      lento: -2,
      contento: 3,
      encantado: 3,
      buen: 3,
      estupendo: 4,
      fatal: -3,
    },
    negators: "no nunca jamás ni tampoco sin nadie",
    intensifiers: "muy mucho realmente tan totalmente demasiado súper",
    common: "el la los las es un una mi yo que de para con por hola está estoy tengo quiero cuándo cómo",
  },
  de: {
    afinn: german,
    more: {
      toll: 3,
      danke: 2,
      dank: 2,
      super: 3,
      prima: 3,
      kaputt: -2,
      schlimm: -3,
      beschwerde: -2,
      problem: -2,
      unverschämt: -4,
      unzufrieden: -3,
      zufrieden: 3,
      enttäuschend: -3,
      inakzeptabel: -3,
      langsam: -2,
      freundlich: 2,
      unfreundlich: -3,
      ärgerlich: -3,
      sauer: -2,
      katastrophe: -4,
    },
    negators: "nicht kein keine keinen keinem keiner nie niemals ohne weder nichts garnicht",
    intensifiers: "sehr wirklich extrem so total völlig absolut zu",
    common: "der die das ist ich wir sie mein ein eine und mit für hallo bitte habe kann wann wie was",
  },
  fr: {
    afinn: french,
    more: {
      fâché: -3,
      merci: 2,
      déçu: -3,
      déçue: -3,
      bon: 3,
      bonne: 3,
      nul: -3,
      nulle: -3,
      lent: -2,
      content: 3,
      contente: 3,
      ravi: 4,
      satisfait: 3,
      insatisfait: -3,
      inadmissible: -3,
      remboursement: -1,
      énervé: -3,
    },
    negators: "ne n pas jamais plus sans aucun aucune ni non",
    intensifiers: "très vraiment trop tellement totalement extrêmement si",
    common:
      "le la les est je vous nous un une mon ma et pour avec bonjour des que dans il elle quand comment c j",
  },
  pt: {
    afinn: portuguese,
    more: {
      decepcionado: -3,
      decepcionada: -3,
      péssimo: -4,
      péssima: -4,
      reclamação: -2,
      quebrado: -2,
      gostei: 3,
      adorei: 4,
      lento: -2,
      boa: 3,
      obrigada: 2,
      ruim: -3,
      insatisfeito: -3,
      satisfeito: 3,
    },
    negators: "não nunca jamais nem sem nenhum nenhuma nada",
    intensifiers: "muito realmente tão totalmente demais super",
    common: "o a os as é um uma meu minha eu que de para com por olá oi você está estou do da no na",
  },
  pl: {
    afinn: polish,
    more: {
      świetnie: 4,
      świetny: 4,
      świetna: 4,
      super: 3,
      dziękuję: 2,
      dzięki: 2,
      dobrze: 3,
      źle: -3,
      okropna: -3,
      okropne: -3,
      zadowolony: 3,
      zadowolona: 3,
      niezadowolony: -3,
      wolno: -2,
      polecam: 3,
      fatalna: -3,
      fatalnie: -3,
      rozczarowana: -3,
    },
    negators: "nie nigdy bez ani żaden żadna żadne nic wcale",
    intensifiers: "bardzo naprawdę tak zbyt całkowicie strasznie",
    common: "jest to się na i w z do że jestem mam mój moja cześć witam proszę kiedy jak co czy dzień",
  },
};

const loaded = new Map<LexiconLanguage, Lexicon>();

/** A language's words, prepared on first use. */
export function lexiconOf(language: LexiconLanguage): Lexicon {
  const known = loaded.get(language);
  if (known) return known;
  const { afinn, more, negators, intensifiers, common } = SOURCES[language];
  const words = new Map(
    Object.entries({ ...afinn, ...more }).map(([word, score]) => [word.toLowerCase(), score ?? 0] as const),
  );
  const lexicon = {
    words,
    stems: stemsOf(words),
    negators: new Set(negators.split(" ")),
    intensifiers: new Set(intensifiers.split(" ")),
    common: new Set(common.split(" ")),
  };
  loaded.set(language, lexicon);
  return lexicon;
}

const SHORTEST_STEM = 5;

/** Endings are cut rather than parsed: good enough to know "enttäuschte" by "enttäuscht". */
export function stemOf(word: string): string | null {
  const stem = word.slice(0, Math.max(SHORTEST_STEM, word.length - 2));
  return word.length > SHORTEST_STEM ? stem : null;
}

function stemsOf(words: Map<string, number>): Map<string, number> {
  const groups = new Map<string, number[]>();
  for (const [word, score] of words) {
    const stem = stemOf(word);
    if (stem && score !== 0) groups.set(stem, [...(groups.get(stem) ?? []), score]);
  }
  const stems = new Map<string, number>();
  for (const [stem, scores] of groups) {
    if (new Set(scores.map(Math.sign)).size === 1)
      stems.set(stem, scores.reduce((a, b) => a + b, 0) / scores.length);
  }
  return stems;
}
