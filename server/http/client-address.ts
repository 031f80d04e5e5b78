/** The address of the last hop before us: earlier ones are whatever the client wrote. */
export function clientAddress(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
