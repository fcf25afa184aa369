using FluentMigrator;

namespace Rahat.Identity.Data.Migrations;

[Migration(202611230001, "Users, roles, logins, codes, sessions")]
public sealed class IdentityMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        Users();
        Roles();
        Logins();
        Challenges();
        Table("sessions")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("login_id").AsCustom(Uuid).NotNullable()
            .WithColumn("client_id").AsCustom(Uuid).NotNullable()
            .WithColumn("ip").AsCustom(Bytes).Nullable()
            .WithColumn("user_agent").AsCustom(Bytes).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("sessions", unique: false, ["login_id", "created_at"]);
    }

    private void Users()
    {
        Table("users")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("uuid").AsCustom(Uuid).NotNullable()
            .WithColumn("name").AsCustom(Bytes).Nullable()
            .WithColumn("email").AsCustom(Bytes).Nullable()
            .WithColumn("phone").AsCustom(Bytes).Nullable()
            .WithColumn("wallet").AsCustom(Text).Nullable()
            .WithColumn("gender").AsCustom(Text).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("updated_at").AsCustom(Time).Nullable()
            .WithColumn("deleted_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("users", unique: true, ["uuid"]);
        Index("users", unique: false, ["created_at"]);
    }

    private void Roles()
    {
        Table("roles")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("is_system").AsCustom(Bool).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("roles", unique: true, ["name"]);

        Table("permissions")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("role_id").AsCustom(Integer64).NotNullable()
            .WithColumn("action").AsCustom(Text).NotNullable()
            .WithColumn("subject").AsCustom(Text).NotNullable()
            .WithColumn("inverted").AsCustom(Bool).NotNullable()
            .WithColumn("conditions").AsCustom(Text).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("permissions", unique: false, ["role_id"]);

        Table("user_roles")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("user_id").AsCustom(Integer64).NotNullable()
            .WithColumn("role_id").AsCustom(Integer64).NotNullable()
            .WithColumn("expiry").AsCustom(Time).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable();
        Index("user_roles", unique: true, ["user_id", "role_id"]);
    }

    private void Logins()
    {
        Table("logins")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("user_id").AsCustom(Integer64).NotNullable()
            .WithColumn("service").AsCustom(Text).NotNullable()
            .WithColumn("address_index").AsCustom(Text).NotNullable()
            .WithColumn("address").AsCustom(Bytes).NotNullable()
            .WithColumn("false_attempts").AsCustom(Integer32).NotNullable()
            .WithColumn("locked_until").AsCustom(Time).Nullable()
            .WithColumn("last_login_at").AsCustom(Time).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("logins", unique: true, ["service", "address_index"]);
        Index("logins", unique: false, ["user_id"]);
    }

    private void Challenges()
    {
        Table("otp_challenges")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("login_id").AsCustom(Uuid).Nullable()
            .WithColumn("address_index").AsCustom(Text).NotNullable()
            .WithColumn("code_hash").AsCustom(Bytes).NotNullable()
            .WithColumn("sealed_code").AsCustom(Bytes).Nullable()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("attempts").AsCustom(Integer32).NotNullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("expires_at").AsCustom(Time).NotNullable()
            .WithColumn("used_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("otp_challenges", unique: true, ["address_index"], where: "status = 'Open'");
        Index("otp_challenges", unique: false, ["address_index", "created_at"]);
        Index("otp_challenges", unique: false, ["expires_at"]);
    }
}
