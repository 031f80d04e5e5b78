import { DateTime } from "luxon";
import { channelDefinitions } from "#channels/definitions.ts";
import type { Channel } from "#core/channel.ts";
import { CONTACTS, type DemoContact } from "#prisma/demo/contacts.ts";
import { PEOPLE, type TeamKey } from "#prisma/demo/people.ts";
import { makeRandom, someMinutes } from "#prisma/demo/random.ts";
import { ADMISSIONS_STORIES } from "#prisma/demo/stories/admissions.ts";
import { EXCHANGES, type Exchange } from "#prisma/demo/stories/exchanges.ts";
import { PATIENT_CARE_STORIES } from "#prisma/demo/stories/patient-care.ts";
import { RECRUITMENT_STORIES } from "#prisma/demo/stories/recruitment.ts";
import type { Line, Story } from "#prisma/demo/story.ts";

export interface PlannedStory extends Omit<Story, "start"> {
  startsAt: Date;
}

/** Working days in each of the two periods that the dashboard compares. */
const PERIOD = 20;
const OVERNIGHT = 1_200;

/**
 * Everything that was said in the past eight weeks, oldest first: each short exchange once in the last four weeks and
 * once in the four before, when answers took longer, and the longer stories near the end.
 */
export function planTraffic(now: Date, timezone: string): PlannedStory[] {
  const random = makeRandom(20);
  const place = ({ start, ...story }: Story): PlannedStory => ({ ...story, startsAt: startOf(start) });
  const startOf = (start: Story["start"]) =>
    "minutesAgo" in start
      ? new Date(now.getTime() - start.minutesAgo * 60_000)
      : workdayAt(now, timezone, start.daysAgo, start.at);
  const stories = [...RECRUITMENT_STORIES, ...PATIENT_CARE_STORIES, ...ADMISSIONS_STORIES].map(place);
  const exchanges = [
    ...EXCHANGES.map((exchange, index) => toStory(exchange, index, 1, random, 14)),
    ...EXCHANGES.map((exchange, index) => toStory(exchange, index, PERIOD + 1, random, 24)),
  ].map(place);
  return [...exchanges, ...stories].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

function toStory(
  exchange: Exchange,
  index: number,
  firstDay: number,
  random: () => number,
  medianMinutes: number,
): Story {
  const { team, channel, language, intent, question, score, answer, reply, reason } = exchange;
  const contacts = CONTACTS.filter(
    (contact) => contact.team === team && contact.locale === language && isReachable(contact, channel),
  );
  const contact = contacts[(index + (firstDay > 1 ? 1 : 0)) % contacts.length];
  if (!contact) throw new Error(`No contact of ${team} speaks ${language}`);
  const isCall = channel === "voice";
  const lines: Line[] = [["customer", 0, question, score]];
  const agent = agentFor(team, language, random);
  if (!isCall) lines.push(["assign", 0.5 + random(), agent]);
  // Now and then a visitor has left by then, and hears by text message.
  const goesOn = channel === "webchat" && index % 3 === 0 && isReachable(contact, "sms");
  if (goesOn) lines.push(["channel", 0, "sms"]);
  lines.push(["agent", isCall ? 0.3 : someMinutes(random, medianMinutes), answer]);
  if (reply) lines.push(["customer", isCall ? 0.4 : someMinutes(random, 12), ...reply]);
  // Some stay open over a night, as when somebody wants to be sure that all is well.
  lines.push(["resolve", someMinutes(random, 20) + (random() < 0.15 ? OVERNIGHT : 0), reason]);
  const daysAgo = firstDay + 1 + Math.floor(random() * (PERIOD - 2));
  const hour = 8 + Math.floor(random() * 8);
  const minute = Math.floor(random() * 60);
  const at = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return { contact: contact.key, team, agent, channel, intent, language, start: { daysAgo, at }, lines };
}

function isReachable(contact: DemoContact, channel: Channel): boolean {
  const kind = channelDefinitions[channel].addressKind;
  return kind === "scoped" || contact[kind] !== undefined;
}

const LANGUAGE_SKILL: Record<string, string> = {
  en: "english",
  de: "german",
  es: "spanish",
  fr: "french",
  pt: "portuguese",
  pl: "polish",
};

/** Of the team's agents one who speaks the language, or anybody of the team. */
function agentFor(team: TeamKey, language: string, random: () => number): string {
  const agents = Object.entries(PEOPLE).filter(([, person]) => person.teams.includes(team));
  const speakers = agents.filter(([, person]) => (LANGUAGE_SKILL[language] ?? "") in person.skills);
  const [key] = speakers[Math.floor(random() * speakers.length)] ?? agents[0] ?? [];
  if (!key) throw new Error(`The team ${team} is empty`);
  return key;
}

/** A time of day so many working days back. */
function workdayAt(now: Date, timezone: string, daysAgo: number, at: string): Date {
  let day = DateTime.fromJSDate(now, { zone: timezone });
  for (let left = daysAgo; left > 0; ) {
    day = day.minus({ days: 1 });
    if (day.weekday <= 5) left -= 1;
  }
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}
