import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchPublic, isPublicAddress, readBounded, wasNotSent } from "#server/platform/public-fetch.ts";
import { ServiceEmulator } from "#tests/emulators/service/emulator.ts";

let inside: ServiceEmulator;
let allowed: ServiceEmulator;

beforeAll(async () => {
  inside = await ServiceEmulator.start();
  allowed = await ServiceEmulator.start();
  process.env.PRIVATE_ADDRESSES_ALLOWED = allowed.host;
});

afterAll(() => inside.stop());

test.each([
  ["93.184.216.34", true],
  ["2606:4700:4700::1111", true],
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["172.16.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["198.18.0.1", false],
  ["::1", false],
  ["::", false],
  ["::ffff:127.0.0.1", false],
  ["::ffff:7f00:1", false],
  ["::127.0.0.1", false],
  ["64:ff9b::7f00:1", false],
  ["64:ff9b:1::1", false],
  ["2002:7f00:1::", false],
  ["2001::1", false],
  ["fc00::1", false],
  ["fd12::1", false],
  ["fe80::1", false],
  ["fe80::1%eth0", false],
  ["fec0::1", false],
  ["2001:db8::1", false],
  ["not an address", false],
])("takes %s as public: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

describe("a call outwards", () => {
  test.each([
    (port: string) => `http://127.0.0.1:${port}`,
    (port: string) => `http://2130706433:${port}`,
    (port: string) => `http://0x7f.1:${port}`,
    (port: string) => `http://0177.0.0.1:${port}`,
    (port: string) => `http://[::1]:${port}`,
    (port: string) => `http://[::ffff:127.0.0.1]:${port}`,
    (port: string) => `http://localhost:${port}`,
  ])("never reaches a private address, however it is written (%#)", async (write) => {
    const port = inside.host.split(":")[1] ?? "";
    await expect(fetchPublic(write(port), {})).rejects.toMatchObject({ code: "private_address" });
    expect(inside.calls).toHaveLength(0);
  });

  test("is not led to one by a redirect", async () => {
    allowed.answer = (_, response) => response.writeHead(302, { location: `${inside.url}/secret` }).end();
    await expect(fetchPublic(allowed.url, {})).rejects.toMatchObject({ code: "private_address" });
    expect(inside.calls).toHaveLength(0);
  });

  test("follows redirects within the site, posts again only where it is told to, and no more than five", async () => {
    allowed.answer = ({ path }, response) => {
      if (path === "/done") response.end("done");
      else response.writeHead(path === "/again" ? 307 : 303, { location: "/done" }).end();
    };
    const post = { method: "POST", body: "text", headers: { "x-key": "1" } };
    await fetchPublic(`${allowed.url}/again`, post);
    expect(allowed.calls.at(-1)).toMatchObject({ method: "POST", body: "text", path: "/done" });
    await fetchPublic(`${allowed.url}/once`, post);
    expect(allowed.calls.at(-1)).toMatchObject({ method: "GET", body: "", path: "/done" });
    allowed.answer = (_, response) => response.writeHead(302, { location: "/on" }).end();
    await expect(fetchPublic(allowed.url, {})).rejects.toMatchObject({ code: "bad_redirect" });
  });

  test("refuses other schemes, and passwords in the address", async () => {
    for (const url of ["file:///etc/passwd", "ftp://example.com", "http://a:b@example.com", "nonsense"]) {
      await expect(fetchPublic(url, {})).rejects.toMatchObject({ code: "invalid_address" });
    }
  });

  test("reads no more of an answer than is allowed", async () => {
    allowed.answer = (_, response) => response.end("x".repeat(2_000));
    await expect(readBounded(await fetchPublic(allowed.url, {}), 1_000)).rejects.toMatchObject({
      code: "too_large",
    });
    expect(await readBounded(await fetchPublic(allowed.url, {}), 2_000)).toHaveLength(2_000);
  });

  test("tells what was never sent from what may have arrived", async () => {
    allowed.answer = (_, response) => response.destroy();
    const { url } = allowed;
    expect(wasNotSent(await fetchPublic(url, {}).catch((error) => error))).toBe(false);
    await allowed.stop();
    expect(wasNotSent(await fetchPublic(url, {}).catch((error) => error))).toBe(true);
  });
});
