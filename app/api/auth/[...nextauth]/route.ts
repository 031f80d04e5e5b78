import NextAuth from "next-auth";
import { authOptions } from "#server/access/auth-options.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

// Made per request: the environment is read when the first one comes, not while the app is built.
const handle = (request: Request, context: Context): Promise<Response> =>
  NextAuth(authOptions())(request, context) as Promise<Response>;

export { handle as GET, handle as POST };
