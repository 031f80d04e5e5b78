import { defineConfig } from "prisma/config";

// The schema is the whole folder: schema.prisma holds the generator, models/ one file per area.
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
});
