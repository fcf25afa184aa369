using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rahat.SliceTests.Support;

/// <summary>What the mail server does with a connection.</summary>
public enum MailManner
{
    /// <summary>Takes the mail.</summary>
    Accept,

    /// <summary>Reads the mail and answers 451.</summary>
    TryLater,

    /// <summary>Answers the recipient with 550.</summary>
    Reject,

    /// <summary>Greets and then says nothing more.</summary>
    Hang,

    /// <summary>Takes the mail and hangs up before it has said so.</summary>
    LoseTheAnswer,

    /// <summary>Hangs up before it has greeted.</summary>
    HangUp,
}

/// <summary>A small mail server on loopback that speaks SMTP and misbehaves as told, one manner a connection.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<MailManner> _manners;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _connected;

    /// <summary>Behaves in these manners, one after another, and accepts all mail when they are used up.</summary>
    public MailServer(params MailManner[] manners)
    {
        _manners = new ConcurrentQueue<MailManner>(manners);
        _listener.Start();
        _accepting = AcceptAll();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often somebody connected.</summary>
    public int Connected => _connected;

    /// <summary>Every mail whose text was read to its end, in order, also those that were not acknowledged.</summary>
    public ConcurrentQueue<Mail> Received { get; } = [];

    /// <summary>The settings that make a platform send its mail here.</summary>
    public string[] Settings =>
    [
        "--SMTP_HOST=127.0.0.1",
        $"--SMTP_PORT={Port}",
        "--SMTP_FROM=Rahat <no-reply@rahat.example>",
        "--SMTP_TIMEOUT_SECONDS=2",
    ];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAll()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connected);
                _connections.Add(Serve(client, _manners.TryDequeue(out var manner) ? manner : MailManner.Accept));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client, MailManner manner)
    {
        using (client)
        {
            try
            {
                if (manner != MailManner.HangUp)
                    await Converse(client.GetStream(), manner);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException)
            {
                // The test is over, or the other side hung up.
            }
        }
    }

    private async Task Converse(NetworkStream stream, MailManner manner)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false));
        (writer.NewLine, writer.AutoFlush) = ("\r\n", true);
        await writer.WriteLineAsync("220 mail.example ESMTP");
        var recipient = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (manner == MailManner.Hang)
                await new TaskCompletionSource().Task.WaitAsync(_stop.Token);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT")
                recipient = line.Split('<', '>')[1];
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                Received.Enqueue(new Mail(recipient, await ReadText(reader)));
                if (manner == MailManner.LoseTheAnswer)
                    return;
            }
            await writer.WriteLineAsync(AnswerTo(verb, manner));
            if (verb == "QUIT")
                return;
        }
    }

    private static string AnswerTo(string verb, MailManner manner) => verb switch
    {
        "EHLO" => "250 mail.example",
        "RCPT" when manner == MailManner.Reject => "550 5.1.1 no such mailbox here",
        "DATA" when manner == MailManner.TryLater => "451 4.3.0 try again later",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private async Task<string> ReadText(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        return text.ToString();
    }
}

/// <summary>A mail as it came over the wire.</summary>
public sealed record Mail(string Recipient, string Text)
{
    public string MessageId => Header("Message-Id");

    public string Subject => Header("Subject");

    public string Header(string name) => Text.Split('\n')
        .First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
}
