// node download-temporal.mjs FOLDER RELEASE: fetches the official program by starting it once; see find-temporal.mjs.
const [folder, release] = process.argv.slice(2);
try {
  const { TestWorkflowEnvironment } = await import("@temporalio/testing");
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: "cached-download", version: `v${release}`, downloadDir: folder, ttl: "3650 days" },
    },
  });
  await environment.teardown();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message.replaceAll("\n", " ") : error);
  process.exit(1);
}
