using FluentMigrator;

namespace Rahat.Beneficiaries.Data.Migrations;

[Migration(202611230002, "People, groups, imports")]
public sealed class BeneficiariesMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        People();
        Groups();
        Imports();
    }

    private void People()
    {
        Table("beneficiaries")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("uuid").AsCustom(Uuid).NotNullable()
            .WithColumn("gender").AsCustom(Text).NotNullable()
            .WithColumn("wallet_address").AsCustom(Text).Nullable()
            .WithColumn("birth_date").AsCustom(Time).Nullable()
            .WithColumn("age").AsCustom(Integer32).Nullable()
            .WithColumn("location").AsCustom(Text).Nullable()
            .WithColumn("latitude").AsCustom(Coordinate).Nullable()
            .WithColumn("longitude").AsCustom(Coordinate).Nullable()
            .WithColumn("notes").AsCustom(Text).Nullable()
            .WithColumn("banked_status").AsCustom(Text).NotNullable()
            .WithColumn("internet_status").AsCustom(Text).NotNullable()
            .WithColumn("phone_status").AsCustom(Text).NotNullable()
            .WithColumn("is_verified").AsCustom(Bool).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("updated_at").AsCustom(Time).Nullable()
            .WithColumn("deleted_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("beneficiaries", unique: true, ["uuid"]);
        Index("beneficiaries", unique: true, ["wallet_address"]);
        Index("beneficiaries", unique: false, ["created_at", "id"], where: "deleted_at IS NULL");

        Table("beneficiary_pii")
            .WithColumn("beneficiary_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("name").AsCustom(Bytes).NotNullable()
            .WithColumn("phone").AsCustom(Bytes).NotNullable()
            .WithColumn("phone_index").AsCustom(Text).NotNullable()
            .WithColumn("email").AsCustom(Bytes).Nullable()
            .WithColumn("government_id").AsCustom(Bytes).Nullable()
            .WithColumn("extras").AsCustom(Bytes).Nullable();
        Index("beneficiary_pii", unique: true, ["phone_index"]);

        Table("project_beneficiaries")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("project_id").AsCustom(Uuid).NotNullable()
            .WithColumn("beneficiary_id").AsCustom(Uuid).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("project_beneficiaries", unique: true, ["beneficiary_id", "project_id"]);
        Index("project_beneficiaries", unique: false, ["project_id", "id"]);
    }

    private void Groups()
    {
        Table("groups")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("uuid").AsCustom(Uuid).NotNullable()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("purpose").AsCustom(Text).Nullable()
            .WithColumn("import_id").AsCustom(Uuid).Nullable()
            .WithColumn("import_key").AsCustom(Text).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("updated_at").AsCustom(Time).Nullable()
            .WithColumn("deleted_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("groups", unique: true, ["uuid"]);
        Index("groups", unique: true, ["name"]);
        Index("groups", unique: true, ["import_id", "import_key"], where: "import_id IS NOT NULL");
        Index("groups", unique: false, ["created_at", "id"], where: "deleted_at IS NULL");

        Table("group_members")
            .WithColumn("group_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("beneficiary_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("group_members", unique: false, ["beneficiary_id"]);

        Table("project_groups")
            .WithColumn("project_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("group_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("project_groups", unique: false, ["group_id"]);
    }

    private void Imports()
    {
        Table("imports")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("doctype").AsCustom(Text).Nullable()
            .WithColumn("doctype_is_guess").AsCustom(Bool).NotNullable()
            .WithColumn("project_id").AsCustom(Uuid).Nullable()
            .WithColumn("group_key").AsCustom(Text).Nullable()
            .WithColumn("mapping").AsCustom(Bytes).Nullable()
            .WithColumn("unmapped_columns").AsCustom(Bytes).Nullable()
            .WithColumn("region").AsCustom(Text).Nullable()
            .WithColumn("is_latin1").AsCustom(Bool).NotNullable()
            .WithColumn("file_length").AsCustom(Integer64).NotNullable()
            .WithColumn("file_hash").AsCustom(Text).NotNullable()
            .WithColumn("total_rows").AsCustom(Integer32).Nullable()
            .WithColumn("cursor_line").AsCustom(Integer32).NotNullable()
            .WithColumn("rows").AsCustom(Integer32).NotNullable()
            .WithColumn("created").AsCustom(Integer32).NotNullable()
            .WithColumn("rejected").AsCustom(Integer32).NotNullable()
            .WithColumn("duplicates").AsCustom(Integer32).NotNullable()
            .WithColumn("empty").AsCustom(Integer32).NotNullable()
            .WithColumn("groups").AsCustom(Integer32).NotNullable()
            .WithColumn("reason_code").AsCustom(Text).Nullable()
            .WithColumn("reason").AsCustom(Text).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("finished_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("imports", unique: false, ["created_at", "id"]);

        Table("import_rows")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("import_id").AsCustom(Uuid).NotNullable()
            .WithColumn("line").AsCustom(Integer32).NotNullable()
            .WithColumn("beneficiary_id").AsCustom(Uuid).Nullable()
            .WithColumn("header").AsCustom(Text).Nullable()
            .WithColumn("value_class").AsCustom(Text).Nullable()
            .WithColumn("code").AsCustom(Text).Nullable()
            .WithColumn("reason").AsCustom(Text).Nullable();
        Index("import_rows", unique: false, ["import_id", "id"], where: "beneficiary_id IS NULL");
        Index("import_rows", unique: true, ["import_id", "beneficiary_id"], where: "beneficiary_id IS NOT NULL");
    }
}
