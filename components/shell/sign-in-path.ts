/**
 * The path within the studio to open after sign-in. Only the path of an address is kept, so that a link
 * can never lead to another site; sign-in itself leads to the start.
 */
export function pathAfterSignIn(callbackUrl: string | undefined): string {
  if (!callbackUrl) return "/";
  try {
    const url = new URL(callbackUrl, "http://studio.invalid");
    const path = url.pathname + url.search;
    if (!path.startsWith("/") || path.startsWith("//") || path.startsWith("/\\")) return "/";
    return url.pathname.startsWith("/sign-in") || url.pathname.startsWith("/api/") ? "/" : path;
  } catch {
    return "/";
  }
}
