import { randomBytes } from "node:crypto";
import { defaultPayloadConverter } from "@temporalio/common";
import { describe, expect, test } from "vitest";
import { createPayloadCodec } from "#server/platform/payload-codec.ts";

const newKey = () => randomBytes(32).toString("base64");
const payload = (value: unknown) => defaultPayloadConverter.toPayload(value);

describe("the payload codec", () => {
  test("gives back what it was given, and shows none of it meanwhile", async () => {
    const codec = createPayloadCodec([newKey()]);
    const plain = [
      payload({ text: "my knee hurts" }),
      payload(undefined),
      payload(new Uint8Array([1, 2, 3])),
    ];
    const encoded = await codec.encode(plain);
    expect(
      JSON.stringify(encoded.map(({ data }) => Buffer.from(data ?? []).toString("latin1"))),
    ).not.toContain("knee");
    const decoded = await codec.decode(encoded);
    expect(decoded.map((each) => defaultPayloadConverter.fromPayload(each))).toEqual(
      plain.map((each) => defaultPayloadConverter.fromPayload(each)),
    );
  });

  test("encrypts the same value differently each time", async () => {
    const codec = createPayloadCodec([newKey()]);
    const [first, second] = await codec.encode([payload("same"), payload("same")]);
    expect(Buffer.from(first?.data ?? []).equals(Buffer.from(second?.data ?? []))).toBe(false);
  });

  test("reads what was written under a former key, and writes under the new one", async () => {
    const [former, current] = [newKey(), newKey()];
    const old = await createPayloadCodec([former]).encode([payload("before")]);
    const rotated = createPayloadCodec([current, former]);
    expect((await rotated.decode(old)).map((each) => defaultPayloadConverter.fromPayload(each))).toEqual([
      "before",
    ]);
    const fresh = await rotated.encode([payload("after")]);
    await expect(createPayloadCodec([former]).decode(fresh)).rejects.toThrow(
      /which this process does not have/,
    );
  });

  test("says which key is missing, and that something was tampered with", async () => {
    const codec = createPayloadCodec([newKey()]);
    const encoded = await codec.encode([payload("secret")]);
    await expect(createPayloadCodec([newKey()]).decode(encoded)).rejects.toThrow(/ENCRYPTION_KEY/);
    const [first] = encoded;
    const data = Buffer.from(first?.data ?? []);
    data.writeUInt8(data.readUInt8(20) ^ 1, 20);
    await expect(codec.decode([{ ...first, data }])).rejects.toThrow(/damaged or was tampered/);
  });

  test("passes on what was never encrypted", async () => {
    const codec = createPayloadCodec([newKey()]);
    const plain = [payload("from elsewhere")];
    expect(await codec.decode(plain)).toEqual(plain);
  });

  test("refuses a key of the wrong length by name", () => {
    expect(() => createPayloadCodec(["c2hvcnQ="])).toThrow(/ENCRYPTION_KEY must be 32 bytes/);
    expect(() => createPayloadCodec([])).toThrow(/holds no key/);
  });
});
