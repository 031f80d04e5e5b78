import { EXCHANGES } from "#prisma/demo/stories/exchanges.ts";

const PLACES = [
  ..."Hamburg Lyon Porto Bristol Gdańsk Sevilla Leeds Dresden Toulouse Kraków Málaga Glasgow Köln Nantes Coimbra".split(
    " ",
  ),
  ..."Cardiff Poznań Bilbao Sheffield München Rennes Braga Dundee Wrocław Zaragoza Exeter Leipzig Lille Évora".split(
    " ",
  ),
];
const TOPICS = [
  "the branch in",
  "the appointment in",
  "my application for",
  "the clinic in",
  "the course in",
  "the interview in",
  "parking near the site in",
  "the letter from",
];

/** What the copies' texts end in, so that words are as rare and as common as in real ones: the first are the commonest. */
export function endings(): string[] {
  const about = PLACES.flatMap((place) => TOPICS.map((topic) => `It is about ${topic} ${place}.`));
  const references = Array.from({ length: 3_000 }, (_, index) => `Reference TL-${10_000 + index * 7}.`);
  const asides = EXCHANGES.flatMap(({ reply }) => (reply ? [reply[0]] : []));
  return ["", ...asides, ...about, ...references];
}

/** Names of the copies' contacts. */
export const FIRST_NAMES =
  "Ana Marek Julie Samuel Priya Katharina Finn Inês Mehmet Agnieszka Lukas Sabine Piotr Elena Tom Aisha Noah Chloé Jan Olga Hugo Mia Rui Zoë Karim Lena Paul Sofia Adam Nora".split(
    " ",
  );
export const LAST_NAMES =
  "Kowalczyk Moreau Whitfield Schulz Schneider Yılmaz Wójcik Hoffmann Krüger Lewandowski García Silva Okafor Patel Rossi Novák Berg Lindqvist Haddad O’Brien Fontaine Almeida Weber Nowak Fischer Dubois Costa Murphy Khan Ito".split(
    " ",
  );
