import { expect } from "@playwright/test";
import type { Page } from "#core/api/page.ts";
import { browserAdmin } from "#tests/setup/browser-instance.ts";

/** The instance under test; the set-up has put its address into the environment. */
export function instanceUrl(): string {
  const url = process.env.THROUGHLINE_URL;
  if (!url) throw new Error("THROUGHLINE_URL is not set: the set-up has not run.");
  return url;
}

/** Calls the API with the admin's key. The answer must be a success unless a status is expected. */
export async function callApi<Result>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  expected?: number,
): Promise<Result> {
  const response = await fetch(`${instanceUrl()}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${browserAdmin.apiKey}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (expected === undefined) expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
  else expect(response.status, text).toBe(expected);
  return (text === "" ? undefined : JSON.parse(text)) as Result;
}

/** Everything of a list's first page. */
export async function listOf<Item>(path: string): Promise<Item[]> {
  return (await callApi<Page<Item>>("GET", path)).data;
}

/** Asks again until the answer satisfies; fails with the last answer. */
export async function until<Result>(
  ask: () => Promise<Result>,
  satisfies: (answer: Result) => boolean,
): Promise<Result> {
  let answer = await ask();
  await expect
    .poll(
      async () => {
        answer = await ask();
        return satisfies(answer) ? "satisfied" : JSON.stringify(answer);
      },
      { timeout: 20_000 },
    )
    .toBe("satisfied");
  return answer;
}
