// Who may import whom; docs/architecture.md draws it. `npm run check` enforces it.
const from = (room, ...exceptTests) => ({
  path: `^${room}/`,
  pathNot: ["\\.test\\.tsx?$", "/__fixtures__/", ...exceptTests],
});

/** A room may reach only the given paths of this checkout; packages are another matter. */
const onlyReaches = (name, room, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: from(room),
  to: {
    path: "^(app|components|core|nodes|channels|connectors|workflows|activities|server|prisma|bench|tests|scripts|worker\\.ts)",
    pathNot: allowed,
  },
});

const definitions = [
  "^(nodes|channels|connectors)/definitions\\.ts$",
  "^(nodes|channels|connectors)/[^/]+/definition\\.ts$",
];
const steps = ["^nodes/steps\\.ts$", "^nodes/[^/]+/step\\.ts$"];
const channelPrograms = "^(channels|connectors)/[^/]+/[a-z-]+\\.ts$";
const channelRegistries = "^(channels|connectors)/[a-z-]+\\.ts$";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or three.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: { pathNot: "^prisma/generated/" },
      to: { couldNotResolve: true },
    },
    {
      name: "only-declared-packages",
      severity: "error",
      from: {
        pathNot:
          "^(scripts|tests|bench|prisma/generated)/|/__fixtures__/|\\.config\\.(ts|mjs)$|\\.test\\.tsx?$",
      },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"] },
    },
    onlyReaches(
      "core-stands-alone",
      "core",
      ["^core/"],
      "core is pure: it runs in the browser, on the server and in Temporal's sandbox.",
    ),
    {
      name: "core-needs-no-machine",
      comment: "No input or output, no Node, no React, no database in core.",
      severity: "error",
      from: from("core"),
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "core-uses-pure-packages",
      severity: "error",
      from: from("core"),
      to: { path: "node_modules/(react|next|pg|pino|@prisma|@temporalio|hono|twilio)(/|-)" },
    },
    onlyReaches(
      "nodes-know-core",
      "nodes",
      ["^core/", "^nodes/", "^components/(ui|forms|conditions|api|canvas)/"],
      "A node knows core, and its view the interface's parts.",
    ),
    onlyReaches(
      "channels-know-core",
      "channels",
      ["^core/", "^channels/", "^components/(ui|forms|api)/"],
      "A channel knows core; its composer the interface's parts.",
    ),
    onlyReaches(
      "connectors-know-core",
      "connectors",
      ["^core/", "^connectors/", "^components/(ui|forms|api)/"],
      "A connector knows core.",
    ),
    ...["nodes", "channels", "connectors"].map((room) => ({
      name: `${room}-keep-apart`,
      comment: "Adding or removing one is one folder.",
      severity: "error",
      from: { path: `^${room}/([^/]+)/.+` },
      to: { path: `^${room}/[^/]+/.+`, pathNot: `^${room}/$1/` },
    })),
    {
      name: "definitions-and-steps-are-pure",
      comment: "They go into the workflow bundle and the browser alike.",
      severity: "error",
      from: { path: "^(nodes|channels|connectors)/.*(definition|definitions|step|steps)\\.ts$" },
      to: { path: "^(components|server|activities)/|\\.tsx$|node_modules/(react|next|pg|@prisma)(/|$)" },
    },
    onlyReaches(
      "workflows-stay-in-the-sandbox",
      "workflows",
      ["^workflows/", "^core/", ...steps, ...definitions],
      "Activities by `import type` only.",
    ),
    onlyReaches("activities-reach-the-server", "activities", [
      "^activities/",
      "^core/",
      "^server/",
      ...definitions,
      ...steps,
      channelPrograms,
      channelRegistries,
    ]),
    onlyReaches("server-knows-no-screen", "server", [
      "^server/",
      "^core/",
      "^prisma/generated/",
      ...definitions,
      ...steps,
      channelPrograms,
      channelRegistries,
      "^activities/custom/",
    ]),
    onlyReaches(
      "components-know-no-server",
      "components",
      [
        "^components/",
        "^core/",
        ...definitions,
        "^(nodes|channels|connectors)/(views|composers)\\.tsx$",
        "^(nodes|channels|connectors)/[^/]+/(view|composer)\\.tsx$",
      ],
      "The browser gets data through the API.",
    ),
    onlyReaches("app-is-thin", "app", [
      "^app/",
      "^components/",
      "^server/",
      "^core/",
      "^channels/[^/]+/protocol\\.ts$",
      ...definitions,
    ]),
    {
      name: "tests-are-not-imported",
      severity: "error",
      from: { pathNot: "^(tests|bench)/|^scripts/record-histories\\.ts$|\\.test\\.tsx?$|\\.config\\.ts$" },
      to: { path: "^tests/|\\.test\\.tsx?$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^prisma/generated" },
    exclude: { path: "^(\\.next|dist|prisma/generated/.+/.+)" },
    // Types vanish before anything runs: `import type` may cross any line.
    tsPreCompilationDeps: false,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
