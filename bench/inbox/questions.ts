import { conversationsQuerySchema } from "#core/api/conversations.ts";
import { messagesQuerySchema } from "#core/api/messages.ts";
import type { Actor } from "#server/access/actor.ts";
import { getConversation } from "#server/conversations/get-conversation.ts";
import { listConversations } from "#server/conversations/list-conversations.ts";
import { listMessages } from "#server/conversations/list-messages.ts";

/** What a question may name: some agents, and some conversations of any age. */
export interface Subjects {
  userIds: string[];
  conversationIds: string[];
  random: () => number;
}

type Question = (actor: Actor, subjects: Subjects) => Promise<unknown>;

const open = ["new", "in_progress"];
const list = (actor: Actor, query: Record<string, unknown>) =>
  listConversations(actor, conversationsQuerySchema.parse(query));

/** Words that are in many messages, in few, and in none, in several languages. */
const WORDS = [
  "Gdańsk",
  "night shift",
  "Termin",
  "rendez-vous",
  "Reference",
  "TL-10707",
  "parking",
  "nothinglikethis",
];

/** What agents ask of the inbox all day. */
export const QUESTIONS: Record<string, Question> = {
  "list open": (actor) => list(actor, { status: open }),
  "list one agent’s": (actor, subjects) =>
    list(actor, { status: open, assignee: pick(subjects, subjects.userIds) }),
  "list by longest wait": (actor) => list(actor, { status: open, waiting: "true", sort: "waiting" }),
  "list resolved": (actor) => list(actor, { status: "resolved" }),
  "filter by channel and mood": (actor) =>
    list(actor, { status: open, channel: "sms", sentiment: "negative" }),
  "open a thread": async (actor, subjects) => {
    const id = pick(subjects, subjects.conversationIds);
    await getConversation(actor, id);
    return listMessages(actor, id, messagesQuerySchema.parse({ order: "desc", limit: "50" }));
  },
  "search all history": (actor, subjects) => list(actor, { q: pick(subjects, WORDS) }),
};

function pick({ random }: Subjects, values: readonly string[]): string {
  return values[Math.floor(random() * values.length)] ?? "";
}
