import { channelDefinitions } from "#channels/definitions.ts";
import { addDuration } from "#core/duration/add-duration.ts";
import type { Purpose } from "#core/journey/effect.ts";
import { readAccountSending } from "#core/sending/account-sending.ts";
import {
  decideSending,
  type SendingFacts,
  type SendingRequest,
  type SendingVerdict,
} from "#core/sending/decide-sending.ts";
import type { SendingRules } from "#core/sending/sending-rules.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Route } from "#server/conversations/choose-route.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";
import type { Transaction } from "#server/platform/database.ts";
import { ratePerSecond } from "#server/sending/rate-per-second.ts";
import { type AccountLimits, reserveSending } from "#server/sending/reserve-sending.ts";

export interface SendingCheck {
  conversation: Pick<Conversation, "id" | "workspaceId" | "contactId" | "floorRunId">;
  route: Pick<Route, "channel" | "accountId" | "identityId">;
  command: Pick<SendCommand, "run" | "purpose" | "text">;
  /** The message's row is there already: what it needs was reserved when it was written. */
  isResend: boolean;
}

interface Row {
  halted: boolean;
  journeyHalted: boolean;
  tripped: boolean;
  paused: boolean;
  sending: unknown;
  slowedUntil: number | null;
  consent: SendingFacts["consent"];
  floorTaken: boolean;
}

/**
 * Whether a message may go out now, by the kill switch, consent and the journey's rules, and under the limits of
 * journey and account. One statement where nothing is limited. The caller holds the conversation fast.
 */
export async function checkSending(tx: Transaction, check: SendingCheck): Promise<SendingVerdict> {
  const { conversation, command, isResend } = check;
  const { run, purpose = "care" } = command;
  const rules: SendingRules | null = run ? (run.rules ?? { zone: "UTC" }) : null;
  const now = Date.now();
  const row = await readFacts(tx, check, purpose, rules);
  const facts: SendingFacts = {
    halted: haltOf(row),
    accountPaused: row.paused,
    consent: row.consent,
    floorTaken: row.floorTaken,
    sentInWindow: null,
  };
  const request: SendingRequest = { now, purpose, rules, putOff: run?.putOff ?? null };
  const verdict = decideSending(facts, request);
  if (verdict.kind !== "send" || !run || !rules || isResend) return verdict;
  if (rules.frequencyCap) {
    const sentInWindow = await countSent(tx, conversation.contactId, purpose, rules, now);
    const capped = decideSending({ ...facts, sentInWindow }, request);
    if (capped.kind !== "send") return capped;
  }
  return reserveSending(tx, {
    workspaceId: conversation.workspaceId,
    run,
    rules,
    accountId: check.route.accountId,
    now,
    account: limitsOf(check, row),
  });
}

async function readFacts(
  tx: Transaction,
  { conversation, route, command: { run } }: SendingCheck,
  purpose: Purpose,
  rules: SendingRules | null,
): Promise<Row> {
  // Whoever counts this contact's messages for a cap waits until this one is there to be counted.
  const isCounted = run !== undefined && !rules?.frequencyCap;
  // Whoever has the floor goes on; whoever waited for it lets those of a higher priority go first.
  const givesWay = conversation.floorRunId !== run?.runId || run?.putOff?.code === "floor";
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT w.sending_halted_at IS NOT NULL AS halted, coalesce(j.sending_halted_at IS NOT NULL, false) AS "journeyHalted",
      coalesce(j.tripped_at IS NOT NULL, false) AS tripped, coalesce(a.status = 'paused', false) AS paused, a.sending,
      floor(extract(epoch from p.next_at) * 1000)::float8 AS "slowedUntil",
      (SELECT c.state::text FROM consents c WHERE c.workspace_id = w.id AND c.identity_id = ${route.identityId}::uuid
        AND c.channel = ${route.channel}::channel_type AND c.purpose = ${purpose}::consent_purpose) AS consent,
      EXISTS (SELECT FROM runs o WHERE o.workspace_id = w.id AND o.id <> ${run?.runId ?? null}::uuid AND o.ended_at IS NULL
        AND ((o.conversation_id = ${conversation.id}::uuid AND o.floor)
          OR (o.id = ${conversation.floorRunId}::uuid AND o.status NOT IN ('stuck'))
          OR (o.conversation_id = ${conversation.id}::uuid AND o.status = 'waiting' AND o.waiting_for ->> 'code' = 'floor'
            AND (o.waiting_for ->> 'priority')::int > ${run?.priority ?? 0} AND ${givesWay}))) AS "floorTaken",
      CASE WHEN ${isCounted} THEN pg_advisory_xact_lock_shared(${contactLock(conversation.contactId)}::bigint)::text END AS lock
    FROM workspaces w
    LEFT JOIN journeys j ON j.workspace_id = w.id AND j.id = ${run?.journeyId ?? null}::uuid
    LEFT JOIN channel_accounts a ON a.workspace_id = w.id AND a.id = ${route.accountId}::uuid
    LEFT JOIN account_paces p ON p.channel_account_id = a.id
    WHERE w.id = current_workspace_id()`;
  if (!row) throw new Error("There is no such workspace");
  return row;
}

function haltOf({ halted, journeyHalted, tripped }: Row): SendingFacts["halted"] {
  if (halted) return "workspace";
  if (tripped) return "tripped";
  return journeyHalted ? "journey" : null;
}

/** Of this purpose, by journeys, over all channels. Two that count at once do so one after the other. */
async function countSent(
  tx: Transaction,
  contactId: string,
  purpose: Purpose,
  { frequencyCap, zone }: SendingRules,
  now: number,
): Promise<number> {
  const since = new Date(addDuration(now, `-${frequencyCap?.per ?? "PT1H"}`, zone));
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${contactLock(contactId)}::bigint)::text`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM conversations v
    JOIN messages m ON m.workspace_id = v.workspace_id AND m.conversation_id = v.id
    WHERE v.workspace_id = current_workspace_id() AND v.contact_id = ${contactId}::uuid AND m.direction = 'out'
      AND m.run_id IS NOT NULL AND m.purpose = ${purpose}::consent_purpose
      AND m.status NOT IN ('failed', 'suppressed') AND m.at > ${since}`;
  return row?.count ?? 0;
}

/** The contact as a number for an advisory lock; two that share one only wait for each other. */
function contactLock(contactId: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${contactId.replaceAll("-", "").slice(16)}`));
}

function limitsOf({ route, command }: SendingCheck, { sending, slowedUntil }: Row): AccountLimits {
  const { title, billedParts } = channelDefinitions[route.channel];
  return {
    title,
    perSecond: ratePerSecond(route.channel, sending),
    slowedUntil,
    price: readAccountSending(sending).price,
    parts: billedParts?.(command.text ?? "") ?? 1,
  };
}
