import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { askWhetherComplete } from "#server/campaigns/complete-campaign.ts";
import { lockContacts } from "#server/contacts/contact-fields.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/**
 * Erases a person: every field and text that is theirs, of those merged into them too. Rows, ids, times, scores
 * and the event log stay, so that figures remain; nothing in them says who it was. Runs under way are stopped.
 * Returns the storage keys of files whose bytes the caller still has to delete. Erasing twice changes nothing.
 */
export async function eraseContact(actor: Actor, contactId: string): Promise<{ storageKeys: string[] }> {
  authorize(actor, "contacts.erase");
  return transact(
    actor,
    async (tx) => {
      const ids = await samePerson(tx, contactId);
      if (ids.length === 0) throw new AppError("not_found", `There is no contact ${contactId}`);
      await lockContacts(tx, ids);
      const conversations = await idsOf(tx, "conversations", Prisma.sql`contact_id = ANY (${ids}::uuid[])`);
      await eraseRuns(tx, actor, ids);
      const storageKeys = await eraseConversations(tx, conversations);
      await eraseProfile(tx, ids);
      await eraseIdentities(tx, ids);
      await appendEvent(tx, { type: "contact.erased", actor, contactId });
      return { storageKeys };
    },
    { timeout: 120_000 },
  );
}

/** The contact and all that were merged into it, at any remove. */
async function samePerson(tx: Transaction, contactId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE person AS (
      SELECT id FROM contacts WHERE id = ${contactId}::uuid
      UNION
      SELECT c.id FROM contacts c JOIN person ON c.merged_into_id = person.id
    ) SELECT id FROM person`;
  return rows.map(({ id }) => id);
}

/** What intents learnt from somebody's messages. */
async function forgetExamples(tx: Transaction, conversations: string[]): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      SELECT i.id, array_agg(learnt.key) AS messages, array_agg(learnt.value) AS examples
      FROM intents i CROSS JOIN jsonb_each_text(i.learnt_from) AS learnt
      JOIN messages m ON m.id = learnt.key::uuid
      WHERE m.conversation_id = ANY (${conversations}::uuid[]) GROUP BY i.id
    )
    UPDATE intents i SET updated_at = now(), learnt_from = i.learnt_from - gone.messages,
      examples = ARRAY(SELECT each FROM unnest(i.examples) WITH ORDINALITY AS said(each, place)
        WHERE each <> ALL (gone.examples) ORDER BY place)
    FROM gone WHERE i.id = gone.id`;
}

async function eraseConversations(tx: Transaction, conversations: string[]): Promise<string[]> {
  const messages = Prisma.sql`(SELECT id FROM messages WHERE conversation_id = ANY (${conversations}::uuid[]))`;
  const notes = Prisma.sql`(SELECT id FROM notes WHERE conversation_id = ANY (${conversations}::uuid[]))`;
  const recordings = Prisma.sql`(SELECT recording_attachment_id FROM sessions
    WHERE conversation_id = ANY (${conversations}::uuid[]) AND recording_attachment_id IS NOT NULL)`;
  // The old key has to come out before it is cleared.
  const files = await tx.$queryRaw<{ storageKey: string }[]>`
    WITH old AS (
      SELECT id, storage_key FROM attachments
      WHERE message_id IN ${messages} OR note_id IN ${notes} OR id IN ${recordings} FOR UPDATE
    ), erased AS (
      UPDATE attachments a SET name = '', storage_key = NULL, source_url = NULL, sha256 = NULL,
        erased_at = coalesce(erased_at, now()) FROM old WHERE a.id = old.id
    ) SELECT storage_key AS "storageKey" FROM old WHERE storage_key IS NOT NULL`;
  await forgetExamples(tx, conversations);
  await tx.$executeRaw`UPDATE message_status_changes SET detail = '{}' WHERE message_id IN ${messages}`;
  await tx.$executeRaw`UPDATE messages SET text = '', html = NULL, subject = NULL, content = '{}', error = NULL,
    erased_at = coalesce(erased_at, now()) WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE notes SET text = '', erased_at = coalesce(erased_at, now())
    WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE sessions SET transcript = NULL, metadata = '{}', disposition = NULL
    WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE assignments SET note = NULL WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE conversations SET subject = NULL, attributes = '{}', memory = '{}', summary = NULL,
    last_message_preview = NULL, tags = '{}' WHERE id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE scheduled_messages SET text = '', reason = NULL, erased_at = coalesce(erased_at, now()),
    status = CASE WHEN status = 'pending' THEN 'cancelled'::scheduled_status ELSE status END
    WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`DELETE FROM drafts WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE surveys SET comment = NULL, erased_at = coalesce(erased_at, now())
    WHERE conversation_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE conversation_merges SET before = '{}'
    WHERE into_id = ANY (${conversations}::uuid[]) OR from_id = ANY (${conversations}::uuid[])`;
  await tx.$executeRaw`UPDATE tasks SET title = '' WHERE conversation_id = ANY (${conversations}::uuid[])`;
  return files.map(({ storageKey }) => storageKey);
}

/** Stops what runs, by a revision of its own: a carrier that holds the older one saves nothing. */
async function eraseRuns(tx: Transaction, { workspaceId }: Actor, ids: string[]): Promise<void> {
  const theirs = await tx.run.findMany({
    where: { contactId: { in: ids } },
    select: { id: true, endedAt: true, campaignId: true },
  });
  const runs = theirs.map(({ id }) => id);
  for (const { id: runId } of theirs.filter(({ endedAt }) => endedAt === null)) {
    const payload = { runId, controlId: uuidv7(), action: "stop" as const, at: Date.now() };
    await writeOutbox(tx, { workspaceId, topic: "run.control", orderingKey: runId, payload });
  }
  const campaigns = theirs.flatMap(({ endedAt, campaignId }) => (endedAt === null ? (campaignId ?? []) : []));
  await askWhetherComplete(tx, workspaceId, new Set(campaigns));
  await tx.$executeRaw`UPDATE runs SET
    state = CASE WHEN ended_at IS NULL
      THEN (state - ARRAY['suspended', 'stuck', 'seen']) #- '{goal,value}' || jsonb_build_object('status', 'stopped',
        'position', NULL, 'vars', '{}'::jsonb, 'inbox', '[]'::jsonb, 'ended', jsonb_build_object('at', floor(extract(epoch FROM now()) * 1000), 'reason', 'erased'))
      ELSE (state - 'seen') #- '{goal,value}' || jsonb_build_object('position', NULL, 'vars', '{}'::jsonb,
        'inbox', '[]'::jsonb) END,
    status = CASE WHEN ended_at IS NULL THEN 'stopped'::run_status ELSE status END,
    end_reason = CASE WHEN ended_at IS NULL THEN 'erased' ELSE end_reason END,
    ended_at = coalesce(ended_at, now()), wake_at = NULL, waiting_for = NULL, floor = false, stuck_reason = NULL,
    held_reason = NULL, concurrency_key = '', start_key = id::text, revision = revision + 1
    WHERE id = ANY (${runs}::uuid[])`;
  await tx.$executeRaw`UPDATE conversations SET floor_run_id = NULL WHERE floor_run_id = ANY (${runs}::uuid[])`;
  await tx.$executeRaw`UPDATE steps SET detail = '{}', trail = '[]' WHERE run_id = ANY (${runs}::uuid[])`;
  await tx.$executeRaw`UPDATE effects SET result = NULL, error = NULL WHERE run_id = ANY (${runs}::uuid[])`;
}

async function eraseProfile(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`UPDATE contacts SET first_name = NULL, last_name = NULL, name = NULL, locale = NULL,
    timezone = NULL, tier = NULL, tags = '{}', attributes = '{}', blocked_reason = NULL,
    erased_at = coalesce(erased_at, now()) WHERE id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`UPDATE records SET title = NULL, data = '{}', external_id = NULL
    WHERE contact_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`UPDATE custom_events SET properties = '{}', idempotency_key = NULL
    WHERE contact_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`UPDATE tasks SET title = '' WHERE contact_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`UPDATE deliveries SET headers = '{}', body_encrypted = NULL, error = NULL,
    erased_at = coalesce(erased_at, now()) WHERE contact_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`UPDATE contact_merges SET survivor_before = '{}'
    WHERE survivor_id = ANY (${ids}::uuid[]) OR merged_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM merge_suggestions
    WHERE first_contact_id = ANY (${ids}::uuid[]) OR second_contact_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM notifications WHERE contact_id = ANY (${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM crm_links WHERE contact_id = ANY (${ids}::uuid[])`;
  // Answers kept for repeated requests name the contact by id.
  await tx.$executeRaw`DELETE FROM idempotency_keys WHERE response_body::text ~ ${ids.join("|")}`;
}

/** An address that is also somebody else's stays theirs; only this person's tie to it ends. */
async function eraseIdentities(tx: Transaction, ids: string[]): Promise<void> {
  const identities = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT identity_id AS id FROM identity_links mine
    WHERE contact_id = ANY (${ids}::uuid[]) AND kind <> 'proxy' AND NOT EXISTS (
      SELECT FROM identity_links other WHERE other.identity_id = mine.identity_id AND other.ended_at IS NULL
        AND other.kind <> 'proxy' AND other.contact_id <> ALL (${ids}::uuid[]))`;
  const theirs = identities.map(({ id }) => id);
  await tx.$executeRaw`UPDATE identities SET address = 'erased:' || id, scope = '', display_name = NULL,
    erased_at = coalesce(erased_at, now()) WHERE id = ANY (${theirs}::uuid[])`;
  await tx.$executeRaw`UPDATE consent_changes SET proof = '{}'
    WHERE consent_id IN (SELECT id FROM consents WHERE identity_id = ANY (${theirs}::uuid[]))`;
  await tx.$executeRaw`DELETE FROM verifications WHERE identity_id = ANY (${theirs}::uuid[])`;
  await tx.$executeRaw`UPDATE identity_links SET ended_at = coalesce(ended_at, now()), relationship = NULL
    WHERE contact_id = ANY (${ids}::uuid[]) OR identity_id = ANY (${theirs}::uuid[])`;
}

async function idsOf(tx: Transaction, table: string, where: Prisma.Sql): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM ${Prisma.raw(table)} WHERE ${where}`;
  return rows.map(({ id }) => id);
}
