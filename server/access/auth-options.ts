import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { sessionCookieName } from "#server/access/session-token.ts";
import { type SignedIn, signIn } from "#server/access/sign-in.ts";
import { environment } from "#server/platform/env.ts";

declare module "next-auth" {
  interface User {
    signedIn?: SignedIn;
  }
  interface Session {
    userId?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    userId?: string;
    workspaceId?: string;
    role?: string;
    sessionEpoch?: number;
  }
}

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** next-auth's configuration: e-mail and password, and a session that lives in an encrypted cookie. */
export function authOptions(): NextAuthOptions {
  const { NEXTAUTH_SECRET, PUBLIC_URL } = environment();
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: PUBLIC_URL.startsWith("https://") },
      },
    },
    providers: [credentials],
    callbacks: {
      jwt({ token, user }) {
        const signedIn = user?.signedIn;
        if (!signedIn) return token;
        const { userId, workspaceId, role, sessionEpoch } = signedIn;
        return { ...token, userId, workspaceId, role, sessionEpoch };
      },
      session({ session, token }) {
        return { ...session, userId: token.userId };
      },
    },
    logger: {
      error: () => undefined,
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const credentials = CredentialsProvider({
  name: "password",
  credentials: { email: { type: "email" }, password: { type: "password" } },
  async authorize(given, request) {
    const signedIn = await signIn(given?.email ?? "", given?.password ?? "", addressOf(request.headers));
    return signedIn && { id: signedIn.userId, name: signedIn.name, email: signedIn.email, signedIn };
  },
});

/** Set by Next from the connection, or by the proxy in front of it. */
function addressOf(headers: Record<string, unknown> | undefined): string {
  const told = headers?.["x-forwarded-for"];
  return typeof told === "string" ? (told.split(",").at(-1)?.trim() ?? "") : "";
}
