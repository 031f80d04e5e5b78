import { uuidv7 } from "uuidv7";
import { afterAll, expect, it } from "vitest";
import { transferConversation } from "#server/collaboration/transfer-conversation.ts";
import { summariseConversation } from "#server/conversations/summarise-conversation.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

afterAll(closeDatabase);

it("whoever gets a conversation is told intent, sentiment, summary and what was said last", async () => {
  const inbox = await makeInbox();
  const visitor = `visitor:${uuidv7()}`;
  const { conversationId } = await inbox.says("Where is my refund?", visitor);
  await inbox.says("This is the third time I ask", visitor);
  const bare = await transact(inbox.system, (tx) => summariseConversation(tx, conversationId));
  const said = "Said last:\nCustomer: Where is my refund?\nCustomer: This is the third time I ask";
  expect(bare).toBe(said);
  await transact(inbox.system, async (tx) => {
    const { workspaceId } = inbox;
    await tx.intent.create({ data: { id: uuidv7(), workspaceId, key: "refund", name: "Refunds" } });
    await tx.conversation.update({
      where: { id: conversationId },
      data: {
        intentKey: "refund",
        intentConfidence: 0.82,
        sentimentNow: -0.6,
        sentimentTrend: -0.3,
        summary: "Waits for a refund since May.",
      },
    });
  });
  await transferConversation(inbox.agent, conversationId, { assignee: inbox.supervisor.userId });
  const note = await transact(inbox.system, (tx) => tx.note.findFirstOrThrow({ where: { conversationId } }));
  expect(note.text).toBe(
    `Passed on to Priya.\n\nWants: Refunds, 82% sure\nFeels: negative, getting worse\n\nWaits for a refund since May.\n\n${said}`,
  );
});
