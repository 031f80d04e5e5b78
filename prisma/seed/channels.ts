import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { DEMO_PROVIDER } from "#channels/demo-sender.ts";
import { sealContext } from "#server/channels/open-account.ts";
import type { Transaction } from "#server/platform/database.ts";
import { sealJson } from "#server/platform/secrets.ts";

/** The demo's own channel accounts: a widget for /demo, and an SMS number whose provider only pretends. */
export async function seedChannels(tx: Transaction, workspaceId: string): Promise<void> {
  const widget = uuidv7();
  const identitySecret = randomBytes(32).toString("base64url");
  const clinic = await tx.team.findFirst({ where: { key: "clinic" } });
  await tx.channelAccount.createMany({
    data: [
      {
        id: widget,
        workspaceId,
        type: "webchat",
        provider: "throughline",
        key: "demo_webchat",
        name: "Demo website",
        config: {
          title: "Meridian",
          greeting: "Hi! Ask us about jobs, appointments or courses.",
          color: "#0f766e",
        },
        credentialsEncrypted: sealJson({ identitySecret }, sealContext(widget)),
        isDemo: true,
        defaultTeamId: clinic?.id,
      },
      {
        id: uuidv7(),
        workspaceId,
        type: "sms",
        provider: DEMO_PROVIDER,
        key: "demo_sms",
        name: "Demo number",
        config: { phoneNumber: "+12025550100" },
        isDemo: true,
      },
    ],
  });
}
