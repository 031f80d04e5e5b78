import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Page } from "#core/api/page.ts";
import { testFolder } from "#scripts/services/folders.mjs";
import { startInstance } from "#scripts/start/start-instance.ts";
import { type Fault, TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";
import { conversationJourney, orderJourney } from "#tests/long/chaos/journeys.ts";

const apiKey = "tl_chaos_tests_only_0123456789abcdef0123";
const ours = "+15017122661";

export const ORDER = "chaos.order";

type Call = <Result>(method: "GET" | "POST", path: string, body?: unknown) => Promise<Result>;

/** An instance as users start it, a provider that counts, and three live journeys. */
export interface World {
  folder: string;
  provider: TwilioEmulator;
  account: ChannelAccount;
  journeys: { conversation: string; order: string; campaign: string };
  /** Answers with the status, also of a refusal; throws where nobody answers. */
  status(method: "POST", path: string, body: unknown): Promise<number>;
  call: Call;
  /** A whole list, page by page. */
  all<Item>(path: string): Promise<Item[]>;
  /** An inbound message, signed as the provider signs it; answers with the status. */
  says(from: string, text: string): () => Promise<number>;
  stop(): Promise<void>;
}

export async function startWorld(faults: () => Fault | undefined): Promise<World> {
  const folder = mkdtempSync(join(testFolder(), "chaos-"));
  const provider = await TwilioEmulator.start({ faults });
  const instance = await startInstance({
    DATA_DIR: folder,
    PORT: undefined,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    SEED_DEMO: "0",
    ADMIN_EMAIL: "admin@chaos.test",
    ADMIN_PASSWORD: "chaos-tests-only",
    ADMIN_API_KEY: apiKey,
  });
  const request = (method: string, path: string, body?: unknown) =>
    fetch(`${instance.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
  const call: Call = async (method, path, body) => {
    const response = await request(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  const account = await call<ChannelAccount>("POST", "/channels", {
    type: "sms",
    provider: "twilio",
    key: "chaos_sms",
    name: "Chaos",
    config: { accountSid: provider.accountSid, phoneNumber: ours },
    credentials: { authToken: provider.authToken },
    apiBaseUrl: provider.url,
  });
  const publish = async (document: unknown) => {
    const { id } = await call<{ id: string }>("POST", "/journeys", document);
    await call("POST", `/journeys/${id}/publish`, {});
    return id;
  };
  const journeys = {
    conversation: await publish(conversationJourney(account.key)),
    order: await publish(orderJourney("chaos_order", ORDER, account.key)),
    campaign: await publish(orderJourney("chaos_campaign", "chaos.never", account.key)),
  };
  return {
    folder,
    provider,
    account,
    journeys,
    call,
    status: async (method, path, body) => (await request(method, path, body)).status,
    all: async <Item>(path: string) => {
      const items: Item[] = [];
      let cursor: string | null = null;
      do {
        const query: string = `${path}${path.includes("?") ? "&" : "?"}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
        const page: Page<Item> = await call<Page<Item>>("GET", query);
        items.push(...page.data);
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
    says: (from, text) => {
      const fields = provider.inbound(from, ours, text);
      return async () => (await provider.postWebhook(account.webhookUrl ?? "", fields)).status;
    },
    stop: async () => {
      await instance.stop();
      await provider.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
