import type { Cast, CastContact } from "#prisma/demo/cast.ts";
import { addIdentity, addLink, addPerson } from "#prisma/demo/contact-rows.ts";
import { PEOPLE } from "#prisma/demo/people.ts";
import type { PlannedStory } from "#prisma/demo/plan-traffic.ts";
import { StoryPlayer } from "#prisma/demo/play-story.ts";
import { someMinutes } from "#prisma/demo/random.ts";
import { EXCHANGES, type Exchange } from "#prisma/demo/stories/exchanges.ts";
import type { Line } from "#prisma/demo/story.ts";
import type { TrafficRows } from "#prisma/demo/traffic-rows.ts";
import type { ChannelType } from "#prisma/generated/client.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A country code that no country has. */
export const PHONES = "+999";

export interface MouldPlan {
  workspaceId: string;
  now: Date;
  /** How many of them end resolved, and how many are still open. */
  resolved: number;
  open: number;
  /** Messages of a conversation, on average. */
  messages: number;
  random: () => number;
  /** Mould phone numbers begin with this one. */
  firstNumber: number;
}

/** A contact for each mould, in place of the demo's own. */
export function addMouldContacts(
  rows: TrafficRows,
  { workspaceId, now, resolved, open, firstNumber }: MouldPlan,
) {
  return (webchatAccountId: string): Cast["contacts"] => {
    const contacts = new Map<string, CastContact>();
    for (let index = 0; index < resolved + open; index++) {
      // Copies' ids are told apart by this moment.
      const at = new Date(now.getTime() - 800 * DAY + (firstNumber + index) * MINUTE);
      const around = { workspaceId, webchatAccountId, since: at };
      const id = addPerson(
        rows,
        around,
        { firstName: "Alex", lastName: "Morgan", locale: "en", tags: [] },
        at,
      );
      const identities: CastContact["identities"] = {};
      const add = (kind: "phone" | "email" | "scoped", channel: ChannelType, address: string) => {
        identities[kind] = addIdentity(rows, around, { kind, channel, address, at });
        addLink(
          rows,
          around,
          { identityId: identities[kind], contactId: id, level: 0, at },
          { kind: "self" },
        );
      };
      const tail = id.slice(-12);
      add("phone", "sms", `${PHONES}${String(firstNumber + index).padStart(5, "0")}`);
      add("email", "email", `${tail}@example.com`);
      add("scoped", "webchat", `visitor-${tail}`);
      contacts.set(`mould_${index}`, { id, identities, level: 1 });
    }
    return contacts;
  };
}

/** Plays each mould as rows, by the product's own lifecycle rules. Returns the ids of the resolved and the open ones. */
export function playMoulds(
  cast: Cast,
  rows: TrafficRows,
  plan: MouldPlan,
): { resolved: string[]; open: string[] } {
  const ids = { resolved: [] as string[], open: [] as string[] };
  for (let index = 0; index < plan.resolved + plan.open; index++) {
    const isOpen = index >= plan.resolved;
    const player = new StoryPlayer(cast, storyOf(plan, index, isOpen), rows);
    player.play(null);
    ids[isOpen ? "open" : "resolved"].push(player.id);
  }
  return ids;
}

function storyOf({ now, messages, random }: MouldPlan, index: number, isOpen: boolean): PlannedStory {
  const spoken = EXCHANGES.filter(({ channel }) => channel !== "voice");
  const first = spoken[Math.floor(random() * spoken.length)] as Exchange;
  const alike = spoken.filter(({ team, language }) => team === first.team && language === first.language);
  const agents = Object.entries(PEOPLE).filter(([, person]) => person.teams.includes(first.team));
  const agent = agents[Math.floor(random() * agents.length)]?.[0] ?? "";
  const wanted = Math.max(1, Math.round(messages * (0.4 + 1.2 * random())));
  const lines: Line[] = [];
  let said = 0;
  let minutes = 0;
  const add = (line: Line, counts: boolean) => {
    lines.push(line);
    minutes += line[1];
    if (counts) said += 1;
  };
  while (said < wanted) {
    const { question, score, answer, reply } =
      said === 0 ? first : (alike[Math.floor(random() * alike.length)] as Exchange);
    add(["customer", said === 0 ? 0 : someMinutes(random, 6), question, score], true);
    if (said === 1 && random() < 0.8) add(["assign", 0.5 + random(), agent], false);
    if (said >= wanted) break;
    add(["agent", someMinutes(random, 8), answer], true);
    if (reply && said < wanted) add(["customer", someMinutes(random, 5), ...reply], true);
  }
  if (!isOpen) add(["resolve", someMinutes(random, 20), first.reason], false);
  const { team, channel, language, intent } = first;
  // It has ended by now; the copies lie further back, at the same time of day.
  const startsAt = new Date(now.getTime() - minutes * MINUTE - (1 + random() * 400) * MINUTE);
  return { contact: `mould_${index}`, team, agent, channel, intent, language, lines, startsAt };
}
