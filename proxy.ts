import { type NextRequest, NextResponse } from "next/server";
import { readSessionToken } from "#server/access/session-token.ts";

/**
 * Turns away who is not signed in, before anything is rendered: APIs with a problem, pages with the way to sign in.
 * Whether a session still holds, and what its role may do, is decided where the work is done.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (await readSessionToken(request.headers)) return NextResponse.next();
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith("/api/")) {
    return request.headers.has("authorization") ? NextResponse.next() : notSignedIn();
  }
  const target = request.nextUrl.clone();
  target.pathname = "/sign-in";
  target.search = `?${new URLSearchParams({ callbackUrl: pathname + search })}`;
  return NextResponse.redirect(target);
}

function notSignedIn(): NextResponse {
  const body = {
    type: "urn:throughline:problem:unauthenticated",
    title: "Not signed in",
    status: 401,
    detail: "Send an API key as “Authorization: Bearer KEY”, or sign in.",
    code: "unauthenticated",
  };
  return NextResponse.json(body, { status: 401, headers: { "content-type": "application/problem+json" } });
}

// Left out: what is open to visitors and providers, files, and the API itself, which tells its own 401.
export const config = {
  matcher: [
    "/((?!api/auth|api/health|api/webhooks|api/chat|api/v1|sign-in|demo|csat/|_next/|schemas/|widget\\.js|[^/]+\\.(?:svg|png|ico|txt|webmanifest|js|json)$).*)",
  ],
};
