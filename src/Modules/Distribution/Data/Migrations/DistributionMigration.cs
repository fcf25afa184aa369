using FluentMigrator;

namespace Rahat.Distribution.Data.Migrations;

[Migration(202611230002, "Reservations, disbursements, redemptions")]
public sealed class DistributionMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        Reservations();
        Table("disbursements")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("reservation_id").AsCustom(Uuid).NotNullable()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("lines").AsCustom(Integer32).NotNullable()
            .WithColumn("confirmed").AsCustom(Integer32).NotNullable()
            .WithColumn("started_at").AsCustom(Time).NotNullable()
            .WithColumn("completed_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("disbursements", unique: true, ["reservation_id"]);
        Redemptions();
    }

    private void Reservations()
    {
        Table("reservations")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("project_id").AsCustom(Uuid).NotNullable()
            .WithColumn("token_id").AsCustom(Uuid).NotNullable()
            .WithColumn("group_id").AsCustom(Uuid).NotNullable()
            .WithColumn("cycle").AsCustom(Text).NotNullable()
            .WithColumn("purpose").AsCustom(Text).NotNullable()
            .WithColumn("amount").AsCustom(Integer64).NotNullable()
            .WithColumn("beneficiaries").AsCustom(Integer32).NotNullable()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index(
            "reservations",
            unique: true,
            ["project_id", "group_id", "cycle", "purpose"],
            where: "status <> 'Cancelled'");

        Table("entitlement_lines")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("reservation_id").AsCustom(Uuid).NotNullable()
            .WithColumn("project_id").AsCustom(Uuid).NotNullable()
            .WithColumn("beneficiary_id").AsCustom(Uuid).NotNullable()
            .WithColumn("cycle").AsCustom(Text).NotNullable()
            .WithColumn("purpose").AsCustom(Text).NotNullable()
            .WithColumn("amount").AsCustom(Integer64).NotNullable()
            .WithColumn("status").AsCustom(Text).NotNullable();
        Index("entitlement_lines", unique: false, ["reservation_id", "status", "id"]);
        Index(
            "entitlement_lines",
            unique: true,
            ["project_id", "beneficiary_id", "cycle", "purpose"],
            where: "status <> 'Cancelled'");
    }

    private void Redemptions()
    {
        Table("redemptions")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("project_id").AsCustom(Uuid).NotNullable()
            .WithColumn("token_id").AsCustom(Uuid).NotNullable()
            .WithColumn("vendor_id").AsCustom(Uuid).NotNullable()
            .WithColumn("beneficiary_id").AsCustom(Uuid).NotNullable()
            .WithColumn("amount").AsCustom(Integer64).NotNullable()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("requested_at").AsCustom(Time).NotNullable()
            .WithColumn("expires_at").AsCustom(Time).NotNullable()
            .WithColumn("ended_at").AsCustom(Time).Nullable()
            .WithColumn("void_reason").AsCustom(Text).Nullable()
            .WithColumn("code_hash").AsCustom(Bytes).NotNullable()
            .WithColumn("code").AsCustom(Bytes).Nullable()
            .WithColumn("attempts").AsCustom(Integer32).NotNullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("redemptions", unique: false, ["project_id", "requested_at"]);
        Index("redemptions", unique: false, ["vendor_id", "project_id", "requested_at"]);
        Index("redemptions", unique: false, ["vendor_id", "requested_at"]);
        Index("redemptions", unique: false, ["beneficiary_id", "requested_at"]);
        Index("redemptions", unique: false, ["expires_at"], where: "status = 'Authorised'");
        Index(
            "redemptions",
            unique: true,
            ["beneficiary_id", "vendor_id", "token_id"],
            where: "status = 'Authorised'");
    }
}
