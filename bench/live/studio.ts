import { randomBytes } from "node:crypto";
import twilio from "twilio";
import { LineReader } from "#bench/live/line-reader.ts";
import type { Conversation } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";

/** Whom the bench signs in as; the instance is made with it, or has it already. */
export interface BenchUser {
  email: string;
  password: string;
  apiKey: string;
}

const PHONE = "+15005550006";

/** A signed-in browser's live stream and inbox, and the provider's webhook on the other side. */
export class BenchStudio {
  readonly #url: string;
  readonly #cookie: string;
  readonly #webhook: { path: string; authToken: string; accountSid: string };
  readonly #lines: LineReader;

  private constructor(
    url: string,
    cookie: string,
    webhook: { path: string; authToken: string; accountSid: string },
    lines: LineReader,
  ) {
    this.#url = url;
    this.#cookie = cookie;
    this.#webhook = webhook;
    this.#lines = lines;
  }

  static async open(url: string, user: BenchUser): Promise<BenchStudio> {
    const cookie = await signIn(url, user);
    const webhook = await makeAccount(url, user.apiKey);
    return new BenchStudio(url, cookie, webhook, await LineReader.open(`${url}/api/live`, { cookie }));
  }

  /** Milliseconds from the webhook to the message in the other browser's list, and to its answer. */
  async measure(index: number): Promise<{ shown: number; answered: number }> {
    const text = `live ${randomBytes(6).toString("hex")}`;
    const heard = this.#lines.next((line) => line.startsWith("data: ") && line.includes('"message"'));
    const began = performance.now();
    const answering = this.#post(index, text).then(() => performance.now() - began);
    await heard;
    while (!(await this.#listShows(text))) {
      await this.#lines.next((line) => line.startsWith("data: ") && line.includes('"conversation"'));
    }
    const shown = performance.now() - began;
    return { shown, answered: await answering };
  }

  close(): Promise<void> {
    return this.#lines.close();
  }

  async #listShows(text: string): Promise<boolean> {
    const answer = await fetch(`${this.#url}/api/v1/conversations?limit=25`, {
      headers: { cookie: this.#cookie },
    });
    const { data } = (await answer.json()) as Page<Conversation>;
    return data.some(({ lastMessagePreview }) => lastMessagePreview === text);
  }

  async #post(index: number, text: string): Promise<void> {
    const { path, authToken, accountSid } = this.#webhook;
    const fields = {
      AccountSid: accountSid,
      MessageSid: `SM${randomBytes(16).toString("hex")}`,
      From: `+1415555${String(1_000 + (index % 40))}`,
      To: PHONE,
      Body: text,
      NumMedia: "0",
    };
    const signature = twilio.getExpectedTwilioSignature(authToken, `${this.#url}${path}`, fields);
    const answer = await fetch(`${this.#url}${path}`, {
      method: "POST",
      headers: { "x-twilio-signature": signature },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(`The webhook answered ${answer.status}: ${await answer.text()}`);
  }
}

async function makeAccount(url: string, apiKey: string) {
  const accountSid = `AC${randomBytes(16).toString("hex")}`;
  const authToken = randomBytes(16).toString("hex");
  const answer = await fetch(`${url}/api/v1/channels`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      type: "sms",
      provider: "twilio",
      name: "Live bench",
      key: `bench_${accountSid.slice(-10)}`,
      config: { accountSid, phoneNumber: PHONE },
      credentials: { authToken },
    }),
  });
  if (!answer.ok) throw new Error(`The account was not made: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  return { path: `/api/webhooks/sms/${id}`, authToken, accountSid };
}

/** Signs in as the sign-in page does, and answers the cookies of the session. */
async function signIn(url: string, { email, password }: BenchUser): Promise<string> {
  const token = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(token) },
    body: new URLSearchParams({ csrfToken, email, password, json: "true", callbackUrl: url }),
  });
  const cookies = cookiesOf(answer);
  if (!cookies.includes("throughline")) throw new Error(`Signing in answered ${answer.status}`);
  return cookies;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
