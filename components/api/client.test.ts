import { afterEach, describe, expect, test, vi } from "vitest";
import { addressOf, api } from "#components/api/client.ts";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: string): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(async () => new Response(status === 204 ? null : body, { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

describe("addressOf", () => {
  test("leaves out what is empty and joins lists by commas", () => {
    expect(addressOf("/runs", { status: ["stuck", "held"], journey: "", contact: null, limit: 5 })).toBe(
      "/api/v1/runs?status=stuck%2Cheld&limit=5",
    );
  });

  test("adds no question mark without a query", () => {
    expect(addressOf("/runs", { status: [] })).toBe("/api/v1/runs");
  });
});

describe("api", () => {
  test("sends a body as JSON with its idempotency key", async () => {
    const fetch = answer(201, '{"id":"1"}');
    await expect(api.post("/journeys", { name: "A" }, { idempotencyKey: "k" })).resolves.toEqual({ id: "1" });
    expect(fetch).toHaveBeenCalledWith(
      "/api/v1/journeys",
      expect.objectContaining({
        method: "POST",
        body: '{"name":"A"}',
        headers: expect.objectContaining({ "content-type": "application/json", "idempotency-key": "k" }),
      }),
    );
  });

  test("answers nothing for an empty success", async () => {
    answer(204, "");
    await expect(api.delete("/journeys/1")).resolves.toBeUndefined();
  });

  test("throws an ApiError for a refusal", async () => {
    answer(403, '{"code":"forbidden","detail":"Your role does not allow this."}');
    await expect(api.get("/journeys")).rejects.toMatchObject({
      name: "ApiError",
      status: 403,
      code: "forbidden",
    });
  });

  test("tells a lost connection from a refusal", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    await expect(api.get("/journeys")).rejects.toMatchObject({ status: 0, code: "offline" });
  });

  test("lets a request that was given up be just that", async () => {
    const controller = new AbortController();
    controller.abort();
    vi.stubGlobal("fetch", () => Promise.reject(new DOMException("given up", "AbortError")));
    await expect(api.get("/journeys", { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
