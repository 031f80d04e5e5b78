// npm run journey -- validate|diff|push|pull|simulate FILE: journeys as files, without a browser.
import { runJourneyCommand } from "#scripts/journey/run-command.ts";

process.exitCode = await runJourneyCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  environment: process.env,
});
