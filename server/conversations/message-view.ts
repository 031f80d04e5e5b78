import type { Message } from "#core/api/messages.ts";
import type { JsonObject } from "#core/json.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

const attachments = {
  where: { erasedAt: null },
  select: { id: true, name: true, contentType: true, size: true, sourceUrl: true },
} satisfies Prisma.Message$attachmentsArgs;

export const messageInclude = { attachments } satisfies Prisma.MessageInclude;
export const noteInclude = { attachments } satisfies Prisma.NoteInclude;

type MessageRow = Prisma.MessageGetPayload<{ include: typeof messageInclude }>;
type NoteRow = Prisma.NoteGetPayload<{ include: typeof noteInclude }>;
type AuthorKind = MessageRow["authorKind"];
type Names = Map<string, string>;

/** Messages and notes as the API shows them, in the order of their thread, with their authors' names. */
export async function toThread(
  tx: Transaction,
  messages: MessageRow[],
  notes: NoteRow[],
): Promise<Message[]> {
  const names = await namesOf(tx, [...messages, ...notes]);
  return [...messages.map((row) => toMessage(row, names)), ...notes.map((row) => toNote(row, names))].sort(
    (one, other) => one.position - other.position,
  );
}

function toMessage(row: MessageRow, names: Names): Message {
  return {
    id: row.id,
    note: false,
    position: row.position,
    sessionId: row.sessionId,
    channel: row.channel,
    direction: row.direction,
    author: authorOf(row, names),
    text: row.text,
    html: row.html,
    subject: row.subject,
    attachments: row.attachments.map(toAttachment),
    content: row.content as JsonObject,
    status: row.status,
    ...(row.error ? { error: toError(row.error) } : {}),
    ...(row.sentimentScore === null || row.sentimentLabel === null
      ? {}
      : { sentiment: { label: toLabel(row.sentimentLabel), score: row.sentimentScore } }),
    ...(row.intentKey === null
      ? {}
      : { intent: { key: row.intentKey, confidence: row.intentConfidence ?? 1 } }),
    language: row.language,
    mentions: [],
    runId: row.runId,
    nodeId: row.nodeId,
    at: row.at.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    readAt: row.readAt?.toISOString() ?? null,
  };
}

function toNote(row: NoteRow, names: Names): Message {
  return {
    id: row.id,
    note: true,
    ...(row.forAssignee ? { hint: true } : {}),
    position: row.position,
    sessionId: null,
    channel: null,
    direction: "out",
    author: authorOf(row, names),
    text: row.text,
    html: null,
    subject: null,
    attachments: row.attachments.map(toAttachment),
    content: {},
    status: null,
    language: null,
    mentions: row.mentions,
    runId: row.runId,
    nodeId: null,
    at: row.at.toISOString(),
    deliveredAt: null,
    readAt: null,
  };
}

function toAttachment({ id, name, contentType, size, sourceUrl }: MessageRow["attachments"][number]) {
  return { id, name, contentType, size, url: sourceUrl };
}

function toError(error: unknown): NonNullable<Message["error"]> {
  const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  return {
    code: typeof fields.code === "string" ? fields.code : "failed",
    message: typeof fields.message === "string" ? fields.message : "The provider refused it.",
    retryable: fields.retryable === true,
  };
}

function toLabel(label: string): "negative" | "neutral" | "positive" {
  return label === "negative" || label === "positive" ? label : "neutral";
}

const FALLBACK: Record<AuthorKind, string> = {
  customer: "Customer",
  agent: "Agent",
  bot: "Journey",
  system: "Throughline",
};

function authorOf(row: { authorKind: AuthorKind; authorId: string | null }, names: Names): Message["author"] {
  const name = (row.authorId && names.get(row.authorId)) || FALLBACK[row.authorKind];
  return { kind: row.authorKind, ...(row.authorId ? { id: row.authorId } : {}), name };
}

async function namesOf(
  tx: Transaction,
  rows: { authorKind: AuthorKind; authorId: string | null }[],
): Promise<Names> {
  const ids = (kind: AuthorKind) => [
    ...new Set(rows.flatMap((row) => (row.authorKind === kind && row.authorId ? [row.authorId] : []))),
  ];
  const select = { id: true, name: true } as const;
  const contacts = await tx.contact.findMany({ where: { id: { in: ids("customer") } }, select });
  const users = await tx.user.findMany({ where: { id: { in: ids("agent") } }, select });
  const journeys = await tx.journey.findMany({ where: { id: { in: ids("bot") } }, select });
  return new Map([...contacts, ...users, ...journeys].map(({ id, name }) => [id, name ?? ""]));
}
