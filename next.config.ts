import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` and `npm test` check types; a newcomer's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  allowedDevOrigins: ["127.0.0.1"],
  // Packages with native parts or large static trees stay outside the server bundle.
  serverExternalPackages: [
    "@temporalio/client",
    "@temporalio/common",
    "@node-rs/argon2",
    "pg",
    "pino",
    "twilio",
  ],
};

export default config;
