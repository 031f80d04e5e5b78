/** What the demo workspace promises, by priority. */
export const SLA_POLICIES = [
  {
    key: "urgent",
    name: "Urgent",
    priorities: ["high", "urgent"],
    targets: { firstResponse: "PT15M", nextResponse: "PT30M", resolution: "PT8H", warnAt: 0.8 },
  },
  {
    key: "standard",
    name: "Standard",
    priorities: ["low", "normal"],
    targets: { firstResponse: "PT1H", nextResponse: "PT2H", resolution: "P2D", warnAt: 0.8 },
  },
];
