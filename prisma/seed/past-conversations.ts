import { uuidv7 } from "uuidv7";
import { channelDefinitions } from "#channels/definitions.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { demoFiles } from "#prisma/seed/demo-files.ts";
import {
  durationOf,
  idAt,
  type Past,
  type PastMessage,
  playScript,
  type Script,
} from "#prisma/seed/past-conversation.ts";
import type { Transaction } from "#server/platform/database.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Cast {
  workspaceId: string;
  adminId: string;
  teams: Map<string, string>;
  /** Ids of agents by team's key. */
  agents: Map<string, string[]>;
  accounts: Map<string, string>;
  botId: string | null;
}

interface Rows {
  contact: Prisma.ContactCreateManyInput[];
  identity: Prisma.IdentityCreateManyInput[];
  identityLink: Prisma.IdentityLinkCreateManyInput[];
  conversation: Prisma.ConversationCreateManyInput[];
  session: Prisma.SessionCreateManyInput[];
  participant: Prisma.ParticipantCreateManyInput[];
  message: Prisma.MessageCreateManyInput[];
  note: Prisma.NoteCreateManyInput[];
  assignment: Prisma.AssignmentCreateManyInput[];
  readMark: Prisma.ReadMarkCreateManyInput[];
  event: Prisma.EventCreateManyInput[];
}

/** Some weeks of conversations up to now: most are done, the latest are open. */
export async function seedConversations(
  tx: Transaction,
  workspaceId: string,
  { adminId, now }: { adminId: string; now: Date },
): Promise<void> {
  const cast = await readCast(tx, workspaceId, adminId);
  const scripts = demoFiles("conversations").flat() as Script[];
  const parts = scripts.flatMap((script) => script.people.map((person) => ({ script, person })));
  const rows: Rows = {
    contact: [],
    identity: [],
    identityLink: [],
    conversation: [],
    session: [],
    participant: [],
    message: [],
    note: [],
    assignment: [],
    readMark: [],
    event: [],
  };
  for (const [index, { script, person }] of parts.entries()) {
    addConversation(rows, cast, {
      script,
      person,
      index,
      startedAt: startOf(script, index, parts.length, now),
    });
  }
  rows.event.sort((one, other) => Number(new Date(one.occurredAt)) - Number(new Date(other.occurredAt)));
  await write(tx, rows);
}

/** Finished ones are spread over four weeks of working hours; those still open began today. */
function startOf(script: Script, index: number, count: number, now: Date): Date {
  if (script.outcome !== "resolved") {
    const ago = durationOf(script) + (4 + ((index * 37) % 170)) * MINUTE;
    return new Date(now.getTime() - ago);
  }
  const daysAgo = 1 + ((index * 11) % 28);
  const day = new Date(now.getTime() - daysAgo * DAY);
  day.setUTCHours(8 + ((index * 7) % 9), (index * 23) % 60, (index * count) % 60, 0);
  return day;
}

async function readCast(tx: Transaction, workspaceId: string, adminId: string): Promise<Cast> {
  const teams = await tx.team.findMany({ include: { members: { include: { user: true } } } });
  const accounts = await tx.channelAccount.findMany();
  const journey = await tx.journey.findFirst({ where: { key: "website_welcome" } });
  const agentsOf = (team: (typeof teams)[number]) =>
    team.members.filter(({ user }) => user.role === "agent").map(({ userId }) => userId);
  return {
    workspaceId,
    adminId,
    teams: new Map(teams.map((team) => [team.key, team.id])),
    agents: new Map(teams.map((team) => [team.key, agentsOf(team)])),
    accounts: new Map(accounts.map((account) => [account.type, account.id])),
    botId: journey?.id ?? null,
  };
}

interface Part {
  script: Script;
  person: Record<string, string>;
  index: number;
  startedAt: Date;
}

function addConversation(rows: Rows, cast: Cast, { script, person, index, startedAt }: Part): void {
  const agents = cast.agents.get(script.team) ?? [];
  const agentId = agents[index % Math.max(1, agents.length)] ?? cast.adminId;
  const past = playScript(script, person, startedAt, agentId);
  const ids = { contactId: idAt(startedAt), identityId: idAt(startedAt), sessionId: idAt(startedAt) };
  addContact(rows, cast, script, person, { ...ids, index, startedAt, past });
  rows.conversation.push(conversationRow(cast, script, past, ids.contactId));
  rows.session.push(sessionRow(cast, script, past, ids));
  rows.participant.push(...participantRows(cast, past, { ...ids, agentId }));
  for (const message of past.messages) {
    if (message.who === "n") rows.note.push(noteRow(cast, past, message, agentId));
    else rows.message.push(messageRow(cast, script, past, message, { ...ids, agentId }));
  }
  if (past.claimedAt) rows.assignment.push(assignmentRow(cast, script, past, agentId, past.claimedAt));
  if (script.outcome === "resolved") {
    const at = past.endedAt;
    const mark = { workspaceId: cast.workspaceId, userId: cast.adminId, conversationId: past.id };
    rows.readMark.push({ ...mark, position: past.messages.length, at });
  }
  rows.event.push(...eventRows(cast, script, past, { ...ids, agentId }));
}

interface Ids {
  contactId: string;
  identityId: string;
  sessionId: string;
}

function addContact(
  rows: Rows,
  { workspaceId, accounts }: Cast,
  { channel, language }: Script,
  { firstName = "", lastName = "" }: Record<string, string>,
  { contactId, identityId, index, startedAt, past }: Ids & { index: number; startedAt: Date; past: Past },
): void {
  const kind = channelDefinitions[channel].addressKind;
  const slug = `${firstName}.${lastName}`
    .normalize("NFKD")
    .replace(/[^A-Za-z.]/g, "")
    .toLowerCase();
  const number = String(100 + index);
  // Numbers and domains that are reserved for fiction, so that nobody real is ever reached.
  const address =
    kind === "phone"
      ? `+447700900${number}`
      : kind === "email"
        ? `${slug}@example.com`
        : `visitor-${contactId}`;
  const times = { createdAt: startedAt, updatedAt: past.endedAt };
  const tier = index % 7 === 0 ? "gold" : null;
  rows.contact.push({
    ...times,
    id: contactId,
    workspaceId,
    firstName,
    lastName,
    name: `${firstName} ${lastName}`,
    locale: language,
    tier,
    lastSeenAt: past.endedAt,
  });
  const scope = kind === "scoped" ? (accounts.get(channel) ?? "") : "";
  rows.identity.push({ ...times, id: identityId, workspaceId, kind, channel, scope, address });
  rows.identityLink.push({
    id: idAt(startedAt),
    workspaceId,
    identityId,
    contactId,
    verificationLevel: kind === "scoped" ? 0 : 1,
    verifiedBy: kind === "scoped" ? null : "inbound",
    verifiedAt: kind === "scoped" ? null : startedAt,
    createdAt: startedAt,
  });
}

function conversationRow(
  { workspaceId, teams }: Cast,
  script: Script,
  past: Past,
  contactId: string,
): Prisma.ConversationCreateManyInput {
  const { channel, priority = "normal", intent, language, tags, team } = script;
  const scores = past.messages.flatMap(({ score }) => (score === null ? [] : [score]));
  const [start = null] = scores;
  const now = scores.at(-1) ?? null;
  const said = past.messages.filter(({ who }) => who !== "n");
  return {
    ...past.lifecycle,
    id: past.id,
    workspaceId,
    contactId,
    channel,
    startedChannel: channel,
    priority,
    intentKey: intent,
    intentConfidence: 0.86,
    language,
    tags,
    teamId: teams.get(team) ?? null,
    assignedAt: past.claimedAt,
    sentimentStart: start,
    sentimentNow: now,
    sentimentTrend: start === null || now === null ? null : Number((now - start).toFixed(2)),
    lastInboundAt: said.filter(({ who }) => who === "c").at(-1)?.at ?? null,
    lastOutboundAt: said.filter(({ who }) => who !== "c").at(-1)?.at ?? null,
    lastActivityAt: past.endedAt,
    lastMessagePreview: said.at(-1)?.text.slice(0, 160) ?? null,
    lastPosition: past.messages.length,
    createdAt: past.startedAt,
    updatedAt: past.endedAt,
  };
}

function sessionRow(
  { workspaceId, accounts }: Cast,
  { channel, outcome }: Script,
  past: Past,
  { sessionId, identityId }: Ids,
): Prisma.SessionCreateManyInput {
  return {
    id: sessionId,
    workspaceId,
    conversationId: past.id,
    kind: channelDefinitions[channel].session.kind,
    channel,
    channelAccountId: accounts.get(channel) ?? null,
    identityId,
    direction: past.messages[0]?.who === "c" ? "in" : "out",
    startedAt: past.startedAt,
    lastActivityAt: past.endedAt,
    ...(outcome === "resolved" ? { endedAt: past.endedAt, endReason: "resolved" } : {}),
    createdAt: past.startedAt,
  };
}

function participantRows(
  { workspaceId, botId }: Cast,
  past: Past,
  { contactId, identityId, agentId }: Ids & { agentId: string },
): Prisma.ParticipantCreateManyInput[] {
  const base = { workspaceId, conversationId: past.id };
  const hasBot = botId && past.messages.some(({ who }) => who === "b");
  return [
    { ...base, id: uuidv7(), kind: "customer", contactId, identityId, joinedAt: past.startedAt },
    ...(hasBot
      ? [{ ...base, id: uuidv7(), kind: "bot" as const, journeyId: botId, joinedAt: past.startedAt }]
      : []),
    ...(past.claimedAt
      ? [{ ...base, id: uuidv7(), kind: "agent" as const, userId: agentId, joinedAt: past.claimedAt }]
      : []),
  ];
}

function messageRow(
  { workspaceId, accounts, botId }: Cast,
  { channel, language }: Script,
  past: Past,
  { id, who, text, at, position, score }: PastMessage,
  { contactId, identityId, sessionId, agentId }: Ids & { agentId: string },
): Prisma.MessageCreateManyInput {
  const base = {
    id,
    workspaceId,
    conversationId: past.id,
    sessionId,
    identityId,
    channel,
    text,
    position,
    at,
  };
  const row = { ...base, channelAccountId: accounts.get(channel) ?? null, createdAt: at };
  if (who === "c") {
    const label = score === null ? null : score < -0.25 ? "negative" : score > 0.25 ? "positive" : "neutral";
    const analysed = { sentimentScore: score, sentimentLabel: label, language };
    return {
      ...row,
      ...analysed,
      direction: "in",
      authorKind: "customer",
      authorId: contactId,
      status: "received",
    };
  }
  const author =
    who === "a"
      ? { authorKind: "agent" as const, authorId: agentId }
      : { authorKind: "bot" as const, authorId: botId, answers: false };
  const deliveredAt = new Date(at.getTime() + 2_000);
  return {
    ...row,
    ...author,
    direction: "out",
    status: "delivered",
    purpose: "care",
    sentAt: at,
    deliveredAt,
  };
}

function noteRow(
  { workspaceId }: Cast,
  past: Past,
  { id, text, at, position }: PastMessage,
  agentId: string,
): Prisma.NoteCreateManyInput {
  const author = { authorKind: "agent" as const, authorId: agentId };
  return { id, workspaceId, conversationId: past.id, position, ...author, text, at, createdAt: at };
}

function assignmentRow(
  { workspaceId, teams }: Cast,
  { team }: Script,
  past: Past,
  agentId: string,
  at: Date,
): Prisma.AssignmentCreateManyInput {
  const to = { toUserId: agentId, toTeamId: teams.get(team) ?? null };
  return { id: idAt(at), workspaceId, conversationId: past.id, ...to, reason: "rule", byKind: "system", at };
}

function eventRows(
  { workspaceId, teams }: Cast,
  { channel, team }: Script,
  past: Past,
  { contactId, sessionId, agentId }: Ids & { agentId: string },
): Prisma.EventCreateManyInput[] {
  return past.events.map(({ type, at, messageId, byAgent, data }) => ({
    id: idAt(at),
    workspaceId,
    type,
    occurredAt: at,
    recordedAt: at,
    ...(byAgent ? { actorKind: "user" as const, actorId: agentId, userId: agentId } : {}),
    conversationId: past.id,
    sessionId,
    messageId: messageId ?? null,
    contactId,
    teamId: teams.get(team) ?? null,
    channel,
    data,
  }));
}

async function write(tx: Transaction, rows: Rows): Promise<void> {
  await tx.contact.createMany({ data: rows.contact });
  await tx.identity.createMany({ data: rows.identity });
  await tx.identityLink.createMany({ data: rows.identityLink });
  await tx.conversation.createMany({ data: rows.conversation });
  await tx.session.createMany({ data: rows.session });
  await tx.participant.createMany({ data: rows.participant });
  await tx.message.createMany({ data: rows.message });
  await tx.note.createMany({ data: rows.note });
  await tx.assignment.createMany({ data: rows.assignment });
  await tx.readMark.createMany({ data: rows.readMark });
  await tx.event.createMany({ data: rows.event });
}
