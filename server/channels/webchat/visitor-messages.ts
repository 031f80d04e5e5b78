import type { VisitorMessage } from "#channels/webchat/protocol.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { ChatAccount } from "#server/channels/webchat/chat-account.ts";
import { identityOfVisitor } from "#server/channels/webchat/visitor-identity.ts";
import type { Visitor } from "#server/channels/webchat/visitor-token.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** As much of the thread as the widget shows. */
const SHOWN = 100;

/**
 * What was said between this visitor and us in this chat, oldest first. Other channels of the same conversation stay
 * out of it: the browser may be shared.
 */
export async function listVisitorMessages(account: ChatAccount, visitor: Visitor): Promise<VisitorMessage[]> {
  return transact(account.actor, async (tx) => {
    const rows = await tx.message.findMany({
      where: visibleTo(account, visitor),
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: SHOWN,
    });
    return toVisitorMessages(tx, rows.reverse());
  });
}

/** One message, if this visitor may see it. */
export async function findVisitorMessage(
  account: ChatAccount,
  visitor: Visitor,
  id: string,
): Promise<VisitorMessage | null> {
  return transact(account.actor, async (tx) => {
    const row = await tx.message.findFirst({ where: { ...visibleTo(account, visitor), id } });
    return row ? ((await toVisitorMessages(tx, [row]))[0] ?? null) : null;
  });
}

/** Takes what a visitor says. The same `clientId` again is the same message. */
export async function postVisitorMessage(
  account: ChatAccount,
  visitor: Visitor,
  { clientId, text }: { clientId: string; text: string },
): Promise<VisitorMessage> {
  const receivedAt = new Date();
  const { messageId } = await receiveMessage({
    workspaceId: account.workspaceId,
    channel: "webchat",
    channelAccountId: account.id,
    externalId: `${visitor.address}/${clientId}`,
    from: { kind: "scoped", address: visitor.address, ...(visitor.name && { displayName: visitor.name }) },
    text,
    attachments: [],
    receivedAt,
    clientKey: clientId,
  });
  const author = { kind: "visitor" as const, name: visitor.name ?? "" };
  return (
    (await findVisitorMessage(account, visitor, messageId)) ?? {
      id: messageId,
      author,
      text,
      buttons: [],
      at: receivedAt.toISOString(),
    }
  );
}

function visibleTo(account: ChatAccount, visitor: Visitor): Prisma.MessageWhereInput {
  return {
    channelAccountId: account.id,
    status: { notIn: ["suppressed", "failed"] },
    session: { identity: identityOfVisitor(account, visitor) },
  };
}

type MessageRow = Prisma.MessageGetPayload<object>;

async function toVisitorMessages(tx: Transaction, rows: MessageRow[]): Promise<VisitorMessage[]> {
  const agentIds = rows.flatMap((row) => (row.authorKind === "agent" && row.authorId ? [row.authorId] : []));
  const agents = await tx.user.findMany({
    where: { id: { in: agentIds } },
    select: { id: true, name: true },
  });
  const names = new Map(agents.map((agent) => [agent.id, agent.name]));
  return rows.map((row) => ({
    id: row.id,
    author: authorOf(row, names),
    text: row.text,
    buttons: buttonsOf(row.content),
    at: row.at.toISOString(),
  }));
}

function authorOf(row: MessageRow, names: Map<string, string>): VisitorMessage["author"] {
  if (row.direction === "in") return { kind: "visitor", name: "" };
  if (row.authorKind !== "agent") return { kind: "bot", name: "Assistant" };
  return { kind: "agent", name: (row.authorId && names.get(row.authorId)) || "Our team" };
}

function buttonsOf(content: unknown): VisitorMessage["buttons"] {
  const buttons =
    typeof content === "object" && content !== null && "buttons" in content ? content.buttons : [];
  if (!Array.isArray(buttons)) return [];
  return buttons.flatMap((button: unknown) => {
    if (typeof button !== "object" || button === null || !("id" in button) || !("label" in button)) return [];
    const url = "url" in button && typeof button.url === "string" ? { url: button.url } : {};
    return [{ id: String(button.id), label: String(button.label), ...url }];
  });
}
