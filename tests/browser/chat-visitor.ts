import { randomInt } from "node:crypto";
import { expect } from "@playwright/test";
import { signIdentity } from "#channels/webchat/identity.ts";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Conversation } from "#core/api/conversations.ts";
import { callApi, instanceUrl, listOf, until } from "#tests/browser/studio-api.ts";

const secret = "a-secret-shared-with-the-site";

/** Sets up a chat of its own, and answers with how people write into it. */
export async function openChat(suffix: number) {
  const chat = await callApi<ChannelAccount>("POST", "/channels", {
    type: "webchat",
    key: `chat_${suffix}`,
    name: "Front page",
    config: { title: "Front page", greeting: "Welcome" },
    credentials: { identitySecret: secret },
  });
  const call = async <Result>(path: string, body: object, token?: string): Promise<Result> => {
    const response = await fetch(`${instanceUrl()}/api/chat/${chat.id}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    expect(response.ok, `${path}: ${response.status}`).toBe(true);
    return (await response.json()) as Result;
  };

  /** A person writes; answers with their conversation, and with a way to say more. */
  const visitor = async (name: string, text: string) => {
    const known = { userId: `${name} ${randomInt(1e9)}` };
    const identity = { ...known, name, hash: signIdentity(secret, known) };
    const { token } = await call<{ token: string }>("/sessions", { identity });
    let sent = 0;
    const say = (words: string) =>
      call("/messages", { clientId: `${known.userId} ${sent++}`, text: words }, token);
    await say(text);
    const [conversation] = await until(
      () => listOf<Conversation>(`/conversations?q=${encodeURIComponent(text)}`),
      (found) => found.length === 1,
    );
    return { id: (conversation as Conversation).id, say, types: () => call("/typing", {}, token) };
  };
  return { chat, visitor };
}
