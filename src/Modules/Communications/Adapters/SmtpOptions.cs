using System.Net;

using MailKit.Security;

using Microsoft.Extensions.Configuration;

using MimeKit;

namespace Rahat.Communications.Adapters;

/// <summary>The mail server that <c>SMTP_*</c> names.</summary>
internal sealed class SmtpOptions
{
    private const int DefaultPort = 587;
    private const int ImplicitTlsPort = 465;
    private const int DefaultTimeoutSeconds = 20;

    public required string Host { get; init; }

    public int Port { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public required MailboxAddress From { get; init; }

    public SecureSocketOptions Security { get; init; }

    /// <summary>How long one delivery may take in all.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Null when no mail server is configured.</summary>
    public static SmtpOptions? Read(IConfiguration configuration)
    {
        if (configuration["SMTP_HOST"] is not { Length: > 0 } host)
            return null;
        var user = configuration["SMTP_USER"] is { Length: > 0 } given ? given : null;
        var port = Number(configuration, "SMTP_PORT", DefaultPort);
        return new SmtpOptions
        {
            Host = host,
            Port = port,
            User = user,
            Password = configuration["SMTP_PASSWORD"],
            From = Sender(configuration["SMTP_FROM"] is { Length: > 0 } from ? from : user),
            Security = SecurityOf(configuration["SMTP_SECURE"], host, port),
            Timeout = TimeSpan.FromSeconds(Number(configuration, "SMTP_TIMEOUT_SECONDS", DefaultTimeoutSeconds)),
        };
    }

    private static int Number(IConfiguration configuration, string name, int otherwise)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return otherwise;
        return int.TryParse(text, out var number) && number is > 0 and <= ushort.MaxValue
            ? number
            : throw new StartRefusedException($"{name} must be a number from 1 to {ushort.MaxValue}.");
    }

    private static MailboxAddress Sender(string? text) =>
        text is not null && text.Contains('@') && MailboxAddress.TryParse(text, out var address)
            ? address
            : throw new StartRefusedException("SMTP_FROM must be the e-mail address that mail is sent from.");

    /// <summary>Encrypted unless it is switched off outright or the server is this very machine.</summary>
    private static SecureSocketOptions SecurityOf(string? secure, string host, int port) => secure switch
    {
        null or "" when port == ImplicitTlsPort => SecureSocketOptions.SslOnConnect,
        null or "" when IsLoopback(host) => SecureSocketOptions.StartTlsWhenAvailable,
        null or "" or "starttls" => SecureSocketOptions.StartTls,
        "true" or "TRUE" or "ssl" or "tls" => SecureSocketOptions.SslOnConnect,
        "false" or "FALSE" or "none" => SecureSocketOptions.None,
        _ => throw new StartRefusedException("SMTP_SECURE must be true, starttls or false."),
    };

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
