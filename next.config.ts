import type { NextConfig } from "next";

const isDevelopment = process.env.NODE_ENV === "development";

// Next's own bootstrap scripts are inline; reloading in development evaluates and opens a socket.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self' data:",
  `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), payment=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` and `npm test` check types; a newcomer's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The widget is a script on other people's pages, so nothing of ours needs to stand in a frame.
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
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
