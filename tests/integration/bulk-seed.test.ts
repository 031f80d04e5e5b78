import { expect, test } from "vitest";
import { bulkSeed } from "#prisma/bulk/bulk-seed.ts";
import { seedDatabase } from "#prisma/seed/seed-database.ts";
import { systemActor } from "#server/access/actor.ts";
import { listConversations } from "#server/conversations/list-conversations.ts";
import { transact } from "#server/platform/database.ts";

test("many conversations are whole: each row finds what it refers to, and the list shows them", async () => {
  const now = new Date();
  const { workspaceId } = await seedDatabase({
    admin: { email: "maria.lopez@example.com", password: "correct horse battery" },
    demo: true,
    now,
  });
  const actor = systemActor(workspaceId, "test");
  const count = () => transact(actor, (tx) => tx.conversation.count());
  const before = await count();
  const plan = { workspaceId, conversations: 500, messages: 2_500, now, tell: () => undefined };
  await bulkSeed(process.env.DATABASE_URL ?? "", plan);
  expect(await count()).toBe(before + 500);
  await bulkSeed(process.env.DATABASE_URL ?? "", { ...plan, conversations: 120, messages: 360 });
  expect(await count()).toBe(before + 620);

  const found = await transact(
    actor,
    (tx) => tx.$queryRaw<[Record<string, number>]>`
    SELECT
      (SELECT count(*)::int FROM messages m WHERE NOT EXISTS (SELECT FROM sessions s
        WHERE s.id = m.session_id AND s.conversation_id = m.conversation_id)) AS "messages without a session",
      (SELECT count(*)::int FROM conversations c WHERE NOT EXISTS (SELECT FROM contacts p
        WHERE p.id = c.contact_id)) AS "conversations of nobody",
      (SELECT count(*)::int FROM sessions s WHERE NOT EXISTS (SELECT FROM identity_links l
        JOIN conversations c ON c.contact_id = l.contact_id
        WHERE l.identity_id = s.identity_id AND c.id = s.conversation_id)) AS "sessions from elsewhere",
      (SELECT count(*)::int FROM events e WHERE e.message_id IS NOT NULL AND NOT EXISTS (SELECT FROM messages m
        WHERE m.id = e.message_id AND m.conversation_id = e.conversation_id)) AS "events of no message",
      (SELECT count(*)::int FROM messages WHERE at > now()) AS "messages yet to come"`,
  );
  expect(found[0]).toEqual({
    "messages without a session": 0,
    "conversations of nobody": 0,
    "sessions from elsewhere": 0,
    "events of no message": 0,
    "messages yet to come": 0,
  });
  const messages = await transact(actor, (tx) => tx.message.count());
  expect(messages).toBeGreaterThan(2_000);
  const { data } = await listConversations(actor, { limit: 50, sort: "activity" });
  expect(data).toHaveLength(50);
});
