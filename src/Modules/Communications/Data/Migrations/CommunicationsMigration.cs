using FluentMigrator;

namespace Rahat.Communications.Data.Migrations;

[Migration(202611230001, "Messages, sandbox")]
public sealed class CommunicationsMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        Table("messages")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("beneficiary_id").AsCustom(Uuid).Nullable()
            .WithColumn("channel").AsCustom(Text).NotNullable()
            .WithColumn("address").AsCustom(Bytes).NotNullable()
            .WithColumn("subject").AsCustom(Bytes).Nullable()
            .WithColumn("body").AsCustom(Bytes).Nullable()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("attempts").AsCustom(Integer32).NotNullable()
            .WithColumn("failure").AsCustom(Text).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("expires_at").AsCustom(Time).Nullable()
            .WithColumn("settled_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("messages", unique: false, ["created_at"], where: "body IS NOT NULL");

        Table("sandbox_messages")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("channel").AsCustom(Text).NotNullable()
            .WithColumn("address_index").AsCustom(Text).NotNullable()
            .WithColumn("address").AsCustom(Bytes).NotNullable()
            .WithColumn("subject").AsCustom(Bytes).Nullable()
            .WithColumn("body").AsCustom(Bytes).NotNullable()
            .WithColumn("sent_at").AsCustom(Time).NotNullable();
        Index("sandbox_messages", unique: false, ["address_index", "sent_at"]);
        Index("sandbox_messages", unique: false, ["sent_at"]);
    }
}
