-- AlterTable
ALTER TABLE "routing_rule_sets" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);
