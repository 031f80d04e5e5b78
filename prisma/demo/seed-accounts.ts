import { randomBytes } from "node:crypto";
import type { SystemActor } from "#server/access/actor.ts";
import { createChannelAccount, type NewAccount } from "#server/channels/save-account.ts";
import { transact } from "#server/platform/database.ts";

/** Where the demo's SMS would go: a port nothing listens on, so that no real number is ever written to. */
const NOWHERE = "http://127.0.0.1:9";

const random = (bytes: number) => randomBytes(bytes).toString("hex");

function demoAccounts(teamIds: Map<string, string>): NewAccount[] {
  return [
    {
      type: "webchat",
      key: "demo_webchat",
      name: "Lumen Group website",
      config: {
        title: "Lumen Group",
        color: "#0f766e",
        greeting: "Hello. Ask us about jobs, appointments or courses.",
      },
      credentials: { identitySecret: random(24) },
      isDemo: true,
      defaultTeamId: teamIds.get("patient_care") ?? null,
    },
    {
      type: "sms",
      provider: "twilio",
      key: "demo_sms",
      name: "Lumen Group text line",
      config: { accountSid: `AC${random(16)}`, phoneNumber: "+15005550006" },
      credentials: { authToken: random(16) },
      apiBaseUrl: NOWHERE,
      isDemo: true,
      defaultTeamId: teamIds.get("recruitment") ?? null,
    },
  ];
}

/** The two accounts of the demo: a widget that works, and a text line that cannot reach anybody. */
export async function seedAccounts(actor: SystemActor): Promise<void> {
  const { known, teamIds } = await transact(actor, async (tx) => {
    const accounts = await tx.channelAccount.findMany({ select: { key: true } });
    const teams = await tx.team.findMany({ select: { id: true, key: true } });
    return {
      known: new Set(accounts.map(({ key }) => key)),
      teamIds: new Map(teams.map(({ id, key }) => [key, id])),
    };
  });
  for (const account of demoAccounts(teamIds)) {
    if (!known.has(account.key)) await createChannelAccount(actor, account);
  }
}
