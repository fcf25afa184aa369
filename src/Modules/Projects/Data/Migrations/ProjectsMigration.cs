using FluentMigrator;

namespace Rahat.Projects.Data.Migrations;

[Migration(202611230001, "Projects")]
public sealed class ProjectsMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        Table("projects")
            .WithColumn("id").AsInt64().PrimaryKey().Identity()
            .WithColumn("uuid").AsCustom(Uuid).NotNullable()
            .WithColumn("name").AsCustom(Text).NotNullable()
            .WithColumn("description").AsCustom(Text).Nullable()
            .WithColumn("type").AsCustom(Text).NotNullable()
            .WithColumn("status").AsCustom(Text).NotNullable()
            .WithColumn("status_reason").AsCustom(Bytes).Nullable()
            .WithColumn("extras").AsCustom(Text).Nullable()
            .WithColumn("created_at").AsCustom(Time).NotNullable()
            .WithColumn("updated_at").AsCustom(Time).Nullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("projects", unique: true, ["uuid"]);
        Index("projects", unique: false, ["created_at"]);
    }
}
