import type { ChannelType, DeadlineKind, Role } from "#prisma/generated/client.ts";
import { prismaWithoutWorkspace } from "#server/platform/database.ts";

/**
 * What may be asked before a workspace is known, or across all of them: the database's own functions and nothing
 * else (see the migration "cross_workspace"). Whatever follows runs in `transact` for the workspace they name.
 */

export interface OutboxClaim {
  id: string;
  workspaceId: string;
  topic: string;
  orderingKey: string;
  payload: unknown;
  /** This one included. */
  attempts: number;
}

export interface DeadlineClaim {
  id: string;
  workspaceId: string;
  kind: DeadlineKind;
  key: string;
  dueAt: Date;
  conversationId: string | null;
  subjectId: string | null;
  payload: unknown;
  attempts: number;
}

/** The workspace and kind of a channel account, for a webhook that names only the account. */
export async function findChannelAccount(
  accountId: string,
): Promise<{ workspaceId: string; type: ChannelType; provider: string } | null> {
  const rows = await prismaWithoutWorkspace().$queryRaw<
    { workspaceId: string; type: ChannelType; provider: string }[]
  >`SELECT workspace_id AS "workspaceId", type, provider FROM find_channel_account(${accountId}::uuid)`;
  return rows[0] ?? null;
}

/** The workspace of a CRM connection, for a webhook that names only the connection. */
export async function findCrmConnection(connectionId: string): Promise<string | null> {
  const [row] = await prismaWithoutWorkspace().$queryRaw<{ workspaceId: string }[]>`
    SELECT workspace_id AS "workspaceId" FROM find_crm_connection(${connectionId}::uuid)`;
  return row?.workspaceId ?? null;
}

/** The open form of an address, its slug or id; null where there is none or a slug means several. */
export async function findOpenForm(address: string): Promise<{ workspaceId: string; formId: string } | null> {
  const rows = await prismaWithoutWorkspace().$queryRaw<{ workspaceId: string; formId: string }[]>`
    SELECT workspace_id AS "workspaceId", form_id AS "formId" FROM find_open_form(${address})`;
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

/** The survey behind a link, by the digest of its token. */
export async function findSurvey(
  tokenHash: string,
): Promise<{ workspaceId: string; surveyId: string } | null> {
  const [row] = await prismaWithoutWorkspace().$queryRaw<{ workspaceId: string; surveyId: string }[]>`
    SELECT workspace_id AS "workspaceId", survey_id AS "surveyId" FROM find_survey(${tokenHash})`;
  return row ?? null;
}

export interface SignInCandidate {
  userId: string;
  workspaceId: string;
  passwordHash: string | null;
  lockedUntil: Date | null;
}

/** Active users of this e-mail address, one per workspace at most; the last one to sign in first. */
export async function findUsersByEmail(email: string): Promise<SignInCandidate[]> {
  return prismaWithoutWorkspace().$queryRaw<SignInCandidate[]>`
    SELECT user_id AS "userId", workspace_id AS "workspaceId", password_hash AS "passwordHash",
      locked_until AS "lockedUntil"
    FROM find_users_by_email(${email})`;
}

export interface FoundApiKey {
  apiKeyId: string;
  workspaceId: string;
  role: Role;
  scopes: string[];
  lastUsedAt: Date | null;
}

/** The valid key with this SHA-256 (hex); null when unknown, revoked or expired. */
export async function findApiKey(hash: string): Promise<FoundApiKey | null> {
  const rows = await prismaWithoutWorkspace().$queryRaw<FoundApiKey[]>`
    SELECT api_key_id AS "apiKeyId", workspace_id AS "workspaceId", role, scopes,
      last_used_at AS "lastUsedAt"
    FROM find_api_key(${hash})`;
  return rows[0] ?? null;
}

/** Every workspace, oldest first. */
export async function listWorkspaces(): Promise<{ workspaceId: string; slug: string }[]> {
  return prismaWithoutWorkspace().$queryRaw<{ workspaceId: string; slug: string }[]>`
    SELECT workspace_id AS "workspaceId", slug FROM list_workspaces()`;
}

/**
 * Takes up to `most` outbox entries that are due, in order; each is this caller's alone for `leaseSeconds`.
 * Of one ordering key only the first pending entry can be taken.
 */
export async function claimOutbox(most: number, leaseSeconds: number): Promise<OutboxClaim[]> {
  return prismaWithoutWorkspace().$queryRaw<OutboxClaim[]>`
    SELECT id, workspace_id AS "workspaceId", topic, ordering_key AS "orderingKey", payload, attempts
    FROM claim_outbox(${most}::int, ${leaseSeconds}::int)`;
}

export async function completeOutbox(entryIds: string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await prismaWithoutWorkspace().$executeRaw`SELECT complete_outbox(${entryIds}::uuid[])`;
}

/** Puts an entry back until `retryAt`; null gives it up, and the entries behind it go on. */
export async function retryOutbox(entryId: string, error: string, retryAt: Date | null): Promise<void> {
  await prismaWithoutWorkspace().$executeRaw`
    SELECT retry_outbox(${entryId}::uuid, ${error}, ${retryAt}::timestamptz)`;
}

export interface OutboxBacklog {
  pending: number;
  oldest: Date | null;
  /** When the next entry may be claimed; null when there is none. */
  nextAt: Date | null;
}

export async function outboxBacklog(): Promise<OutboxBacklog> {
  const [row] = await prismaWithoutWorkspace().$queryRaw<OutboxBacklog[]>`
    SELECT pending::int AS pending, oldest, next_at AS "nextAt" FROM outbox_backlog()`;
  return row ?? { pending: 0, oldest: null, nextAt: null };
}

/** Takes up to `most` deadlines that are due, for `leaseSeconds`. */
export async function claimDeadlines(most: number, leaseSeconds: number): Promise<DeadlineClaim[]> {
  return prismaWithoutWorkspace().$queryRaw<DeadlineClaim[]>`
    SELECT id, workspace_id AS "workspaceId", kind, key, due_at AS "dueAt",
      conversation_id AS "conversationId", subject_id AS "subjectId", payload, attempts
    FROM claim_deadlines(${most}::int, ${leaseSeconds}::int)`;
}

/** Marks it done, unless it was moved to another time since it was claimed. */
export async function completeDeadline(claim: Pick<DeadlineClaim, "id" | "dueAt">): Promise<void> {
  await prismaWithoutWorkspace().$executeRaw`
    SELECT complete_deadline(${claim.id}::uuid, ${claim.dueAt}::timestamptz)`;
}

/** Puts a deadline back until `retryAt`; null gives it up. */
export async function retryDeadline(deadlineId: string, error: string, retryAt: Date | null): Promise<void> {
  await prismaWithoutWorkspace().$executeRaw`
    SELECT retry_deadline(${deadlineId}::uuid, ${error}, ${retryAt}::timestamptz)`;
}

/** When the next deadline may be claimed; null when none is pending. */
export async function nextDeadlineAt(): Promise<Date | null> {
  const [row] = await prismaWithoutWorkspace().$queryRaw<{ at: Date | null }[]>`
    SELECT next_deadline_at() AS at`;
  return row?.at ?? null;
}

/** Deletes outbox entries and deadlines done before a time, and idempotency keys that ran out; says how many. */
export async function pruneFinished(before: Date): Promise<number> {
  const [row] = await prismaWithoutWorkspace().$queryRaw<{ count: number }[]>`
    SELECT prune_finished(${before}::timestamptz)::int AS count`;
  return row?.count ?? 0;
}
