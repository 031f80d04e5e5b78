import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import { actorId } from "#server/access/actor.ts";
import type { Caller } from "#server/http/endpoint.ts";
import { RequestError } from "#server/http/problem.ts";
import { isUniqueViolation, transact } from "#server/platform/database.ts";
import { openJson, sealJson } from "#server/platform/secrets.ts";

const KEPT = 24 * 60 * 60 * 1000;
/** A first request that has not answered by then was cut off; its key may be used anew. */
const ABANDONED = 60_000;
const PATIENCE = 5_000;

export interface Answer {
  status: number;
  body: unknown;
}

interface Claim {
  callerId: string;
  key: string;
  method: string;
  path: string;
  requestDigest: string;
}

/**
 * Performs a POST once per Idempotency-Key and caller: the same request again gets the first answer, another request
 * under the same key is refused. Answers are kept for a day, encrypted, since some carry a key that is shown once.
 * Failures that may pass (5xx, 409, 429) are not kept.
 */
export async function answerOnce(
  actor: Caller,
  request: { key: string; method: string; path: string; text: string },
  perform: () => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  if (!/^[\x21-\x7e]{1,200}$/.test(request.key)) {
    const message = "Idempotency-Key takes 1 to 200 visible ASCII characters.";
    throw new RequestError(400, "invalid_request", message);
  }
  const claim: Claim = {
    callerId: `${actor.kind}:${actorId(actor)}`,
    key: request.key,
    method: request.method,
    path: request.path,
    requestDigest: createHash("sha256").update(request.text).digest("hex"),
  };
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const id = await claimKey(actor, claim);
    if (id) return { ...(await performAndKeep(actor, id, perform)), replayed: false };
    const kept = await keptAnswer(actor, claim);
    if (kept) return { ...kept, replayed: true };
    if (Date.now() > deadline) {
      throw new AppError("conflict", "The first request with this Idempotency-Key is still being worked on.");
    }
    await delay(100);
  }
}

async function claimKey(actor: Caller, claim: Claim): Promise<string | null> {
  const id = uuidv7();
  const expiresAt = new Date(Date.now() + KEPT);
  try {
    await transact(actor, (tx) =>
      tx.idempotencyKey.create({ data: { id, workspaceId: actor.workspaceId, ...claim, expiresAt } }),
    );
    return id;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** The kept answer; null while the first request is under way, or when its row was just removed. */
async function keptAnswer(actor: Caller, claim: Claim): Promise<Answer | null> {
  return transact(actor, async (tx) => {
    const row = await tx.idempotencyKey.findFirst({ where: { callerId: claim.callerId, key: claim.key } });
    if (!row) return null;
    const isAbandoned = row.responseStatus === null && Date.now() - row.createdAt.getTime() > ABANDONED;
    if (row.expiresAt < new Date() || isAbandoned) {
      await tx.idempotencyKey.deleteMany({ where: { id: row.id } });
      return null;
    }
    const isSame =
      row.method === claim.method && row.path === claim.path && row.requestDigest === claim.requestDigest;
    if (!isSame) {
      throw new AppError(
        "idempotency_mismatch",
        "This Idempotency-Key was used for another request. Use a new key.",
      );
    }
    if (row.responseStatus === null) return null;
    const sealed = (row.responseBody as { sealed: string }).sealed;
    const { body } = openJson(Buffer.from(sealed, "base64"), `idempotency:${row.id}`) as { body: unknown };
    return { status: row.responseStatus, body };
  });
}

async function performAndKeep(actor: Caller, id: string, perform: () => Promise<Answer>): Promise<Answer> {
  const forget = () => transact(actor, (tx) => tx.idempotencyKey.deleteMany({ where: { id } }));
  let answer: Answer;
  try {
    answer = await perform();
  } catch (error) {
    await forget();
    throw error;
  }
  if (answer.status >= 500 || answer.status === 409 || answer.status === 429) {
    await forget();
    return answer;
  }
  const sealed = Buffer.from(sealJson({ body: answer.body }, `idempotency:${id}`)).toString("base64");
  await transact(actor, (tx) =>
    tx.idempotencyKey.updateMany({
      where: { id },
      data: { responseStatus: answer.status, responseBody: { sealed } },
    }),
  );
  return answer;
}
