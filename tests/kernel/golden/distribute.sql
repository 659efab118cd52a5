-- 1/19 取下 19 个外键
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE shape_graft DROP CONSTRAINT "shape_graft_county_id_71c8828a_fk_kernel_county_code";
ALTER TABLE shape_graft DROP CONSTRAINT "shape_graft_scion_id_64279684_fk_shape_tree_id";
ALTER TABLE shape_graft DROP CONSTRAINT "shape_graft_stock_id_67fde44e_fk_shape_tree_id";
ALTER TABLE shape_keeper DROP CONSTRAINT "shape_keeper_county_id_bb8db435_fk_kernel_county_code";
ALTER TABLE shape_keeper DROP CONSTRAINT "shape_keeper_orchard_id_9d3af519_fk_shape_orchard_id";
ALTER TABLE shape_label DROP CONSTRAINT "shape_label_county_id_7ad0389e_fk_kernel_county_code";
ALTER TABLE shape_labelling DROP CONSTRAINT "shape_labelling_county_id_584dc218_fk_kernel_county_code";
ALTER TABLE shape_labelling DROP CONSTRAINT "shape_labelling_label_id_f8e5c652_fk_shape_label_id";
ALTER TABLE shape_labelling DROP CONSTRAINT "shape_labelling_tree_id_51283f40_fk_shape_tree_id";
ALTER TABLE shape_mark DROP CONSTRAINT "shape_mark_county_id_86cbab64_fk_kernel_county_code";
ALTER TABLE shape_mark DROP CONSTRAINT "shape_mark_plate_id_c2b2c77e_fk_shape_plate_tree_id";
ALTER TABLE shape_orchard DROP CONSTRAINT "shape_orchard_best_id_6c8f9b13_fk_shape_tree_id";
ALTER TABLE shape_orchard DROP CONSTRAINT "shape_orchard_county_id_d4358ca7_fk_kernel_county_code";
ALTER TABLE shape_orchard DROP CONSTRAINT "shape_orchard_part_of_id_fffe38a1_fk_shape_orchard_id";
ALTER TABLE shape_plate DROP CONSTRAINT "shape_plate_county_id_3b26e8b7_fk_kernel_county_code";
ALTER TABLE shape_plate DROP CONSTRAINT "shape_plate_tree_id_e9c1c2be_fk_shape_tree_id";
ALTER TABLE shape_tree DROP CONSTRAINT "shape_tree_county_id_3c0f251d_fk_kernel_county_code";
ALTER TABLE shape_tree DROP CONSTRAINT "shape_tree_orchard_id_f9dd08cb_fk_shape_orchard_id";
ALTER TABLE shape_tree DROP CONSTRAINT "shape_tree_sort_id_c530fd7c_fk_shape_sort_id";
COMMIT;

-- 2/19 共用表 shape_sort
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_reference_table('shape_sort');
COMMIT;

-- 3/19 按县分布 shape_graft
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_graft', 'county_id', colocate_with => 'default');
COMMIT;

-- 4/19 按县分布 shape_keeper
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_keeper', 'county_id', colocate_with => 'shape_graft');
COMMIT;

-- 5/19 按县分布 shape_label
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_label', 'county_id', colocate_with => 'shape_graft');
COMMIT;

-- 6/19 按县分布 shape_labelling
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_labelling', 'county_id', colocate_with => 'shape_graft');
COMMIT;

-- 7/19 按县分布 shape_mark
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
DROP TRIGGER "shape_mark_no_update" ON shape_mark;
SELECT create_distributed_table('shape_mark', 'county_id', colocate_with => 'shape_graft');
REVOKE UPDATE, DELETE ON shape_mark FROM CURRENT_USER;
COMMIT;

-- 8/19 按县分布 shape_orchard
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_orchard', 'county_id', colocate_with => 'shape_graft');
COMMIT;

-- 9/19 按县分布 shape_plate
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_plate', 'county_id', colocate_with => 'shape_graft');
COMMIT;

-- 10/19 按县分布 shape_tree
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
SELECT create_distributed_table('shape_tree', 'county_id', colocate_with => 'shape_graft');
COMMIT;

-- 11/19 清掉本机旧副本 shape_tree
BEGIN;
SELECT truncate_local_data_after_distributing_table('shape_tree');
COMMIT;

-- 12/19 装回外键 shape_graft
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_graft" ADD CONSTRAINT "shape_graft_county_id_71c8828a_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_graft" ADD CONSTRAINT "shape_graft_scion_id_64279684_fk_shape_tree_id" FOREIGN KEY ("county_id", "scion_id") REFERENCES "shape_tree" ("county_id", "id");
ALTER TABLE "shape_graft" ADD CONSTRAINT "shape_graft_stock_id_67fde44e_fk_shape_tree_id" FOREIGN KEY ("county_id", "stock_id") REFERENCES "shape_tree" ("county_id", "id");
COMMIT;

-- 13/19 装回外键 shape_keeper
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_keeper" ADD CONSTRAINT "shape_keeper_county_id_bb8db435_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_keeper" ADD CONSTRAINT "shape_keeper_orchard_id_9d3af519_fk_shape_orchard_id" FOREIGN KEY ("county_id", "orchard_id") REFERENCES "shape_orchard" ("county_id", "id");
COMMIT;

-- 14/19 装回外键 shape_label
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_label" ADD CONSTRAINT "shape_label_county_id_7ad0389e_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
COMMIT;

-- 15/19 装回外键 shape_labelling
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_labelling" ADD CONSTRAINT "shape_labelling_county_id_584dc218_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_labelling" ADD CONSTRAINT "shape_labelling_tree_id_51283f40_fk_shape_tree_id" FOREIGN KEY ("county_id", "tree_id") REFERENCES "shape_tree" ("county_id", "id");
ALTER TABLE "shape_labelling" ADD CONSTRAINT "shape_labelling_label_id_f8e5c652_fk_shape_label_id" FOREIGN KEY ("county_id", "label_id") REFERENCES "shape_label" ("county_id", "id");
COMMIT;

-- 16/19 装回外键 shape_mark
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_mark" ADD CONSTRAINT "shape_mark_county_id_86cbab64_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_mark" ADD CONSTRAINT "shape_mark_plate_id_c2b2c77e_fk_shape_plate_tree_id" FOREIGN KEY ("county_id", "plate_id") REFERENCES "shape_plate" ("county_id", "tree_id");
COMMIT;

-- 17/19 装回外键 shape_orchard
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_orchard" ADD CONSTRAINT "shape_orchard_county_id_d4358ca7_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_orchard" ADD CONSTRAINT "shape_orchard_part_of_id_fffe38a1_fk_shape_orchard_id" FOREIGN KEY ("county_id", "part_of_id") REFERENCES "shape_orchard" ("county_id", "id");
ALTER TABLE "shape_orchard" ADD CONSTRAINT "shape_orchard_best_id_6c8f9b13_fk_shape_tree_id" FOREIGN KEY ("county_id", "best_id") REFERENCES "shape_tree" ("county_id", "id");
COMMIT;

-- 18/19 装回外键 shape_plate
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_plate" ADD CONSTRAINT "shape_plate_county_id_3b26e8b7_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_plate" ADD CONSTRAINT "shape_plate_tree_id_e9c1c2be_fk_shape_tree_id" FOREIGN KEY ("county_id", "tree_id") REFERENCES "shape_tree" ("county_id", "id");
COMMIT;

-- 19/19 装回外键 shape_tree
BEGIN;
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';
ALTER TABLE "shape_tree" ADD CONSTRAINT "shape_tree_county_id_3c0f251d_fk_kernel_county_code" FOREIGN KEY ("county_id") REFERENCES "kernel_county" ("code");
ALTER TABLE "shape_tree" ADD CONSTRAINT "shape_tree_orchard_id_f9dd08cb_fk_shape_orchard_id" FOREIGN KEY ("county_id", "orchard_id") REFERENCES "shape_orchard" ("county_id", "id");
ALTER TABLE "shape_tree" ADD CONSTRAINT "shape_tree_sort_id_c530fd7c_fk_shape_sort_id" FOREIGN KEY ("sort_id") REFERENCES "shape_sort" ("id");
COMMIT;
