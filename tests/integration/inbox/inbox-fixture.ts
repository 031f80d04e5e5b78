import { uuidv7 } from "uuidv7";
import type { UserActor } from "#server/access/actor.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { transact } from "#server/platform/database.ts";
import { createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeUser, makeWebchatAccount, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

/** A workspace with an agent, a supervisor, a widget to write to, and an admin's key. */
export async function makeInbox() {
  const { id: workspaceId, actor: system } = await makeWorkspace();
  const agent: UserActor = await makeUser(workspaceId, { presence: "online", name: "Ana" });
  const supervisor = await makeUser(workspaceId, { role: "supervisor", name: "Priya" });
  const accountId = (await makeWebchatAccount(workspaceId)).id;
  const key = await createKey(workspaceId, "admin");

  /** Somebody writes: the same visitor goes on in the same conversation. */
  const says = (text: string, visitor = `visitor:${uuidv7()}`) =>
    receiveMessage({
      workspaceId,
      channel: "webchat",
      channelAccountId: accountId,
      externalId: uuidv7(),
      from: { kind: "scoped", address: visitor },
      text,
      attachments: [],
      receivedAt: new Date(),
    });

  const conversation = (id: string) =>
    transact(system, (tx) => tx.conversation.findUniqueOrThrow({ where: { id } }));

  const events = async (conversationId: string) => {
    const rows = await transact(system, (tx) =>
      tx.event.findMany({ where: { conversationId }, orderBy: { position: "asc" } }),
    );
    return rows.map(({ type }) => type);
  };

  return { workspaceId, system, agent, supervisor, accountId, key, says, conversation, events };
}
