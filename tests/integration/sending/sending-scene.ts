import { randomInt } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll } from "vitest";
import type { SendingRules } from "#core/sending/sending-rules.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";
import { makeSmsAccount, makeUser, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

/** A workspace with a number, an admin and journeys that send: what stands between a run and its provider. */
export function sendingForTests() {
  let emulator: TwilioEmulator;
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
  let account: Awaited<ReturnType<typeof makeSmsAccount>>;
  let admin: Awaited<ReturnType<typeof makeUser>>;

  beforeAll(async () => {
    emulator = await TwilioEmulator.start();
    workspace = await makeWorkspace();
    const { accountSid, authToken, url: apiBaseUrl } = emulator;
    account = await makeSmsAccount(workspace.id, { accountSid, authToken, apiBaseUrl });
    admin = await makeUser(workspace.id, { role: "admin" });
  });

  afterAll(async () => {
    await emulator.stop();
    await closeWorkspaceRows();
    await closeDatabase();
  });

  async function makeJourney(name = "Reminders", ownerId: string | null = null): Promise<string> {
    const id = uuidv7();
    await transact(workspace.actor, (tx) =>
      tx.journey.create({
        data: { id, workspaceId: workspace.id, key: `j_${id.replaceAll("-", "")}`, name, draft: {}, ownerId },
      }),
    );
    return id;
  }

  /** A contact of a number of their own. */
  async function makeContact(): Promise<{ contactId: string; phone: string }> {
    const phone = `+1415${randomInt(2_000_000, 9_999_999)}`;
    const { contactId = "" } = await reportEvent(workspace.actor, { name: "met", contact: { phone } });
    return { contactId, phone };
  }

  /** A conversation beside others that the contact may have. */
  async function openConversation(contactId: string): Promise<string> {
    const id = uuidv7();
    const data = { id, workspaceId: workspace.id, contactId, channel: "sms", startedChannel: "sms" } as const;
    await transact(workspace.actor, (tx) =>
      tx.conversation.create({ data: { ...data, lastActivityAt: new Date() } }),
    );
    return id;
  }

  /** Agrees to marketing by SMS. */
  async function agrees(contactId: string): Promise<void> {
    await transact(workspace.actor, async (tx) => {
      const { identityId } = await tx.identityLink.findFirstOrThrow({ where: { contactId } });
      const key = { workspaceId: workspace.id, identityId, channel: "sms", purpose: "marketing" } as const;
      const values = { state: "granted", source: "test", since: new Date() } as const;
      await tx.consent.create({ data: { id: uuidv7(), contactId, ...key, ...values } });
    });
  }

  /** What a run of a journey sends, under an effect key of its own. */
  function fromRun(
    journeyId: string,
    contactId: string,
    rules: Partial<SendingRules> = {},
    more: Partial<SendCommand> = {},
  ): SendCommand & { run: NonNullable<SendCommand["run"]> } {
    const runId = uuidv7();
    const run = { runId, journeyId, nodeId: "send", effectKey: `${runId}:1`, isFresh: true };
    return { contactId, text: "From a journey", ...more, run: { ...run, rules: { zone: "UTC", ...rules } } };
  }

  return {
    makeJourney,
    makeContact,
    openConversation,
    agrees,
    fromRun,
    send: (command: SendCommand) => sendMessage(workspace.actor, command),
    get emulator() {
      return emulator;
    },
    get workspace() {
      return workspace;
    },
    get account() {
      return account;
    },
    get admin() {
      return admin;
    },
  };
}
