import { expect, it } from "vitest";
import { readEnvironment, readSettings } from "#server/platform/env.ts";

const key = Buffer.alloc(32, 7);
const complete = {
  NODE_ENV: "production",
  APP_DATABASE_URL: "postgresql://throughline_app:x@127.0.0.1:5432/throughline",
  TEMPORAL_ADDRESS: "127.0.0.1:7233",
  PUBLIC_URL: "https://chat.example.com/",
  NEXTAUTH_SECRET: "a-secret-of-some-length",
  ENCRYPTION_KEY: key.toString("base64"),
};

it("fills in what is not set", () => {
  const environment = readEnvironment(complete);
  expect(environment).toMatchObject({ TEMPORAL_NAMESPACE: "default", SEED_DEMO: true, LOG_LEVEL: "info" });
});

it("takes an empty value for unset", () => {
  expect(readSettings({ PORT: "", DATA_DIR: " " })).not.toHaveProperty("PORT");
});

it("drops the slash at the end of the public address", () => {
  expect(readEnvironment(complete).PUBLIC_URL).toBe("https://chat.example.com");
});

it("reads several encryption keys, in base64 or hexadecimal", () => {
  const keys = readSettings({
    ENCRYPTION_KEY: `${key.toString("hex")}, ${key.toString("base64")}`,
  }).ENCRYPTION_KEY;
  expect(keys).toEqual([key.toString("base64"), key.toString("base64")]);
});

it("names a missing variable", () => {
  expect(() => readEnvironment({ ...complete, TEMPORAL_ADDRESS: undefined })).toThrow(
    "TEMPORAL_ADDRESS is not set",
  );
});

it("asks for the secrets of a production database that lies elsewhere", () => {
  const outside = { NODE_ENV: "production", DATABASE_URL: "postgresql://owner:x@db.example.com/throughline" };
  expect(() => readSettings(outside)).toThrow("NEXTAUTH_SECRET is not set\nENCRYPTION_KEY is not set");
  expect(readSettings({ ...outside, NODE_ENV: undefined }).DATABASE_URL).toBe(outside.DATABASE_URL);
});

it.each([
  ["PORT", "70000", "a whole number from 1 to 65535"],
  ["PORT", "3000x", "a whole number from 1 to 65535"],
  ["DATABASE_URL", "mysql://localhost/x", "a Postgres URL"],
  ["TEMPORAL_ADDRESS", "http://localhost", "host:port"],
  ["PUBLIC_URL", "chat.example.com", "an http or https URL"],
  ["ADMIN_EMAIL", "admin", "an e-mail address"],
  ["ADMIN_PASSWORD", "short", "at least 8 characters"],
  ["ENCRYPTION_KEY", "too-short", "32 bytes in base64"],
  ["SEED_DEMO", "perhaps", "one of 0, 1, false, true"],
])("says what %s should be when it is %s", (variable, value, expected) => {
  expect(() => readSettings({ [variable]: value })).toThrow(`${variable} is wrong: expected ${expected}`);
});

it("names every wrong variable at once, without their values", () => {
  const wrong = () => readSettings({ PORT: "nowhere", ENCRYPTION_KEY: "hush-hush" });
  expect(wrong).toThrow(/PORT is wrong[\s\S]*ENCRYPTION_KEY is wrong/);
  expect(wrong).not.toThrow(/hush-hush|nowhere/);
});
