import { hash, verify } from "@node-rs/argon2";

/** argon2id with OWASP's first choice of cost: 19 MiB, two passes, one lane. `2` is the library's Argon2id. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash to keep, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Takes as long for nobody's password as for somebody's: without a hash it is compared with a made-up one. */
export async function checkPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && passwordHash !== null;
}

let decoy: Promise<string> | undefined;
