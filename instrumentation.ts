/** Called by Next once, before its server takes the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseTrace } = await import("#server/platform/refuse-trace.ts");
  refuseTrace();
}
