using FluentMigrator;

namespace Rahat.Vendors.Data.Migrations;

[Migration(202611230001, "Vendors and their assignment to projects")]
public sealed class VendorsMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        Table("vendors")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("name").AsCustom(Bytes).NotNullable()
            .WithColumn("email").AsCustom(Bytes).Nullable()
            .WithColumn("email_index").AsCustom(Text).Nullable()
            .WithColumn("phone").AsCustom(Bytes).Nullable()
            .WithColumn("phone_index").AsCustom(Text).Nullable()
            .WithColumn("wallet").AsCustom(Text).Nullable()
            .WithColumn("wallet_index").AsCustom(Text).Nullable()
            .WithColumn("extras").AsCustom(Bytes).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("vendors", unique: true, ["email_index"]);
        Index("vendors", unique: true, ["phone_index"]);
        Index("vendors", unique: true, ["wallet_index"]);
        Index("vendors", unique: false, ["created_at"]);

        Table("project_vendors")
            .WithColumn("project_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("vendor_id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("assigned_at").AsCustom(Time).NotNullable();
        Index("project_vendors", unique: false, ["vendor_id"]);
    }
}
