using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>One time that somebody signed in; the token names it.</summary>
internal sealed class Session
{
    private const int MaxUserAgentLength = 512;

    public required Guid Id { get; init; }

    public required Guid LoginId { get; init; }

    public required Guid ClientId { get; init; }

    public SealedText? Ip { get; init; }

    public SealedText? UserAgent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static string? Shortened(string? userAgent) =>
        userAgent is { Length: > MaxUserAgentLength } ? userAgent[..MaxUserAgentLength] : userAgent;
}

internal sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions").HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.HasIndex(session => new { session.LoginId, session.CreatedAt });
    }
}
