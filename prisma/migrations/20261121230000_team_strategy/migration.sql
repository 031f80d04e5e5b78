-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "strategy" TEXT;

ALTER TABLE teams ADD CONSTRAINT teams_strategy
  CHECK (strategy IN ('roundRobin', 'skill', 'vip', 'leastBusy', 'sticky', 'manual'));
