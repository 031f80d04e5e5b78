import type { Purpose } from "#core/journey/effect.ts";
import type { Route } from "#server/conversations/choose-route.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Suppression {
  code: "halted" | "no_consent" | "opted_out" | "account_paused";
  reason: string;
}

/**
 * Why a message must not go out, if so: the kill switch, a paused account, or consent. Transactional and care go
 * out unless denied; marketing only where it was granted.
 */
export async function checkSending(
  tx: Transaction,
  route: Route,
  purpose: Purpose,
  journeyId: string | null,
): Promise<Suppression | null> {
  const [found] = await tx.$queryRaw<
    { halted: boolean; journeyHalted: boolean; paused: boolean; consent: string | null }[]
  >`
    SELECT w.sending_halted_at IS NOT NULL AS halted,
      EXISTS (SELECT FROM journeys j WHERE j.id = ${journeyId}::uuid AND j.sending_halted_at IS NOT NULL) AS "journeyHalted",
      EXISTS (SELECT FROM channel_accounts a WHERE a.id = ${route.accountId}::uuid AND a.status = 'paused') AS paused,
      (SELECT c.state::text FROM consents c WHERE c.workspace_id = w.id AND c.identity_id = ${route.identityId}::uuid
        AND c.channel = ${route.channel}::channel_type AND c.purpose = ${purpose}::consent_purpose) AS consent
    FROM workspaces w WHERE w.id = current_workspace_id()`;
  if (!found || found.halted) return { code: "halted", reason: "Sending is halted for the workspace" };
  if (found.journeyHalted) return { code: "halted", reason: "Sending is halted for this journey" };
  if (found.paused) return { code: "account_paused", reason: "The channel is paused" };
  if (found.consent === "denied") {
    return { code: "opted_out", reason: `The customer has opted out of ${purpose} messages on this channel` };
  }
  if (purpose === "marketing" && found.consent !== "granted") {
    return {
      code: "no_consent",
      reason: "The customer has not agreed to marketing messages on this channel",
    };
  }
  return null;
}
