using FluentMigrator;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Runtime.Data;

namespace Rahat.SliceTests.Runtime.Workshop;

/// <summary>What the workshop makes: a row whose presence says that a change was committed.</summary>
internal sealed class Piece : IVersioned
{
    public required Guid Id { get; init; }

    public required string Label { get; init; }

    public int Version { get; private set; }
}

/// <summary>What the gallery keeps of an event: one row each time that a reaction had its effect.</summary>
internal sealed class Echo
{
    public required Guid Id { get; init; }

    public required Guid PieceId { get; init; }

    public required int Number { get; init; }

    /// <summary>Counts what arrives; the id does not tell the order within a millisecond.</summary>
    public required int Place { get; init; }
}

internal sealed class PieceTable : IEntityTypeConfiguration<Piece>
{
    public void Configure(EntityTypeBuilder<Piece> builder)
    {
        builder.ToTable("pieces").HasKey(piece => piece.Id);
        builder.HasIndex(piece => piece.Label).IsUnique();
    }
}

internal sealed class EchoTable : IEntityTypeConfiguration<Echo>
{
    public void Configure(EntityTypeBuilder<Echo> builder)
    {
        builder.ToTable("echoes").HasKey(echo => echo.Id);
        builder.HasIndex(echo => echo.PieceId);
    }
}

internal sealed class WorkshopDb(DbContextOptions<WorkshopDb> options, ModuleWork work) : ModuleDb(options, work)
{
    public override string Module => "workshop";

    public DbSet<Piece> Pieces => Set<Piece>();

    protected override void Map(ModelBuilder model) =>
        model.ApplyConfiguration(new PieceTable()).ApplyConfiguration(new EchoTable());
}

internal sealed class GalleryDb(DbContextOptions<GalleryDb> options, ModuleWork work) : ModuleDb(options, work)
{
    public override string Module => "gallery";

    public DbSet<Echo> Echoes => Set<Echo>();

    protected override void Map(ModelBuilder model) =>
        model.ApplyConfiguration(new PieceTable()).ApplyConfiguration(new EchoTable());
}

/// <summary>The tables of both modules, since one assembly's migrations are run for every module in it.</summary>
[Migration(202611230001, "Workshop and gallery")]
public sealed class WorkshopMigration(SchemaTarget target) : ModuleMigration(target)
{
    public override void Up()
    {
        Table("pieces")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("label").AsCustom(Text).NotNullable()
            .WithColumn("version").AsCustom(Integer32).NotNullable();
        Index("pieces", unique: true, ["label"]);
        Table("echoes")
            .WithColumn("id").AsCustom(Uuid).PrimaryKey()
            .WithColumn("piece_id").AsCustom(Uuid).NotNullable()
            .WithColumn("number").AsCustom(Integer32).NotNullable()
            .WithColumn("place").AsCustom(Integer32).NotNullable();
        Index("echoes", unique: false, ["piece_id"]);
    }
}
