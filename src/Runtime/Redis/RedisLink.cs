using System.Net;

using Microsoft.Extensions.Logging;

using Rahat.Runtime.Errors;

using StackExchange.Redis;

namespace Rahat.Runtime.Redis;

/// <summary>
/// This process's way to Redis: one connection that everybody shares, and further ones for those who read with blocking
/// commands, which would stop everybody else on a shared one.
/// </summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private readonly ConfigurationOptions _options;
    private readonly ILogger<RedisLink> _logger;
    private readonly Lazy<Task<ConnectionMultiplexer>> _shared;
    private readonly List<ConnectionMultiplexer> _own = [];

    public RedisLink(ConfigurationOptions options, ILogger<RedisLink> logger)
    {
        _options = options;
        _logger = logger;
        _shared = new(() => Connect("shared"));
    }

    /// <summary>Names this process among all that use the same Redis.</summary>
    public string Process { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    /// <summary>The connection that everybody shares; it is opened by the first who asks.</summary>
    public Task<ConnectionMultiplexer> Shared => _shared.Value;

    /// <summary>A connection of one's own, for blocking reads; it is closed with this process.</summary>
    /// <param name="purpose">Shown in Redis's list of clients.</param>
    public async Task<ConnectionMultiplexer> Open(string purpose)
    {
        var connection = await Connect(purpose);
        lock (_own)
            _own.Add(connection);
        return connection;
    }

    /// <summary>Stops the start where Redis cannot be used, saying why without what its address hides.</summary>
    public async Task MustAnswer()
    {
        var place = string.Join(", ", _options.EndPoints.Select(Name));
        try
        {
            await (await Shared).GetDatabase().PingAsync();
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            var why = fault is RedisServerException || fault.Message.Contains("NOAUTH", StringComparison.Ordinal)
                ? "does not let this program in"
                : "cannot be reached";
            throw new StartRefusedException($"Redis at {place} {why}. Look at REDIS_URL or REDIS_HOST.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        ConnectionMultiplexer[] own;
        lock (_own)
            own = [.. _own];
        foreach (var connection in own)
            await connection.DisposeAsync();
        if (_shared.IsValueCreated)
            await (await Shared).DisposeAsync();
    }

    private async Task<ConnectionMultiplexer> Connect(string purpose)
    {
        var options = _options.Clone();
        options.ClientName = $"rahat-{purpose}";
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionFailed += (_, lost) => _logger.LogWarning(
            "The connection to Redis for {Purpose} was lost: {Failure}", purpose, lost.FailureType);
        connection.ConnectionRestored += (_, _) => _logger.LogInformation(
            "The connection to Redis for {Purpose} is back", purpose);
        return connection;
    }

    private static string Name(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        IPEndPoint ip => $"{ip.Address}:{ip.Port}",
        _ => "its address",
    };
}
