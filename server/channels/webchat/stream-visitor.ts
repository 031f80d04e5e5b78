import type { StreamEvent } from "#channels/webchat/protocol.ts";
import type { ChatAccount } from "#server/channels/webchat/chat-account.ts";
import { identityOfVisitor } from "#server/channels/webchat/visitor-identity.ts";
import { findVisitorMessage } from "#server/channels/webchat/visitor-messages.ts";
import type { Visitor } from "#server/channels/webchat/visitor-token.ts";
import { transact } from "#server/platform/database.ts";
import { eventStream } from "#server/platform/event-stream.ts";
import type { Hint } from "#server/platform/read-hints.ts";
import { subscribe } from "#server/platform/realtime.ts";

/** A stream knows this many conversations as not its visitor's before it asks again. */
const MOST_STRANGERS = 5_000;

/** Brings a visitor what is said in their chat. After a gap the widget reads the thread again (`reload`). */
export function streamVisitor(request: Request, account: ChatAccount, visitor: Visitor): Response {
  return eventStream(request, ({ send, close, signal }) => {
    const tell = (data: StreamEvent) => send({ data });
    const isMine = ownConversations(account, visitor);
    const hear = async (hint: Hint) => {
      const { topic, id, conversationId } = hint;
      if ((topic !== "message" && topic !== "typing") || !id || !conversationId) return;
      if (!(await isMine(conversationId))) return;
      if (topic === "typing") {
        if (hint.by === "agent") tell({ type: "typing", name: hint.name ?? "" });
        return;
      }
      const message = await findVisitorMessage(account, visitor, id);
      if (message) tell({ type: "message", message });
    };
    const end = subscribe(account.workspaceId, (hint) => {
      if (hint === null) tell({ type: "reload" });
      else hear(hint).catch(close);
    });
    signal.addEventListener("abort", end);
  });
}

/**
 * Whether a conversation is with the visitor's contact, asked of the database once per conversation: a stream hears
 * of every message in the workspace.
 */
function ownConversations(account: ChatAccount, visitor: Visitor): (id: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const ask = (id: string) =>
    transact(account.actor, async (tx) => {
      const identity = identityOfVisitor(account, visitor);
      const links = { some: { endedAt: null, identity } };
      return (await tx.conversation.count({ where: { id, contact: { links } } })) > 0;
    });
  return (id) => {
    if (known.size > MOST_STRANGERS) known.clear();
    const answer = known.get(id) ?? ask(id);
    known.set(id, answer);
    return answer;
  };
}
