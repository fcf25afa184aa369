using System.Net.Sockets;

using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

using MimeKit;

using Rahat.Contracts.Communications;

namespace Rahat.Communications.Adapters;

/// <summary>
/// Sends e-mail by SMTP. The Message-Id follows from the message, so that a mail that is sent again because the
/// server's answer was lost can be recognised as the same.
/// </summary>
internal sealed class SmtpTransport(SmtpOptions options, TimeProvider clock) : ITransport
{
    private const int FirstPermanentStatus = 500;

    public bool Serves(Channel channel) => channel == Channel.Email;

    public async Task Send(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(options.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        using var mail = Compose(message);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, options.Security, both.Token);
            if (options.User is not null)
                await client.AuthenticateAsync(options.User, options.Password ?? "", both.Token);
            await client.SendAsync(mail, both.Token);
            await client.DisconnectAsync(quit: true, both.Token);
        }
        catch (SmtpCommandException fault) when ((int)fault.StatusCode >= FirstPermanentStatus)
        {
            // The fault's own text quotes the address.
            throw new Refusal(
                RefusalKind.Invalid,
                "transport.rejected",
                $"The mail server rejected the message: {(int)fault.StatusCode}.");
        }
        catch (SmtpCommandException fault)
        {
            throw Unavailable($"The mail server could not take the message: {(int)fault.StatusCode}.");
        }
        catch (AuthenticationException)
        {
            throw Unavailable("The mail server did not accept SMTP_USER and SMTP_PASSWORD.");
        }
        catch (Exception fault) when (fault is IOException or SocketException or ProtocolException
            or SslHandshakeException or NotSupportedException)
        {
            throw Unavailable($"The connection to the mail server failed: {fault.GetType().Name}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable("The mail server did not answer in time.");
        }
    }

    private MimeMessage Compose(OutgoingMessage message)
    {
        var mail = new MimeMessage
        {
            MessageId = $"{message.Id:N}@{options.From.Domain}",
            Date = clock.GetUtcNow(),
            Subject = message.Subject ?? "",
            Body = new TextPart("plain") { Text = message.Body },
        };
        mail.From.Add(options.From);
        mail.To.Add(new MailboxAddress("", message.Address));
        // No answering machine should reply.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static Refusal Unavailable(string message) =>
        new(RefusalKind.Unavailable, "transport.unavailable", message);
}
