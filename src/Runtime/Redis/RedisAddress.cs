using System.Globalization;

using Microsoft.Extensions.Configuration;

using Rahat.Runtime.Errors;

using StackExchange.Redis;

namespace Rahat.Runtime.Redis;

/// <summary>
/// Where Redis is: <c>REDIS_URL</c> (<c>redis://user:password@host:port/0</c>, <c>rediss://…</c> for TLS, or a
/// StackExchange.Redis string), or the original's <c>REDIS_HOST</c>, <c>REDIS_PORT</c> and <c>REDIS_PASSWORD</c>
/// (core.md §7.1).
/// </summary>
internal static class RedisAddress
{
    private const int DefaultPort = 6379;

    /// <summary>How to connect; null where no address is given, and the platform does without Redis.</summary>
    public static ConfigurationOptions? Read(IConfiguration configuration)
    {
        var options = configuration["REDIS_URL"] is { Length: > 0 } url ? FromText(url)
            : configuration["REDIS_HOST"] is { Length: > 0 } host ? FromParts(configuration, host)
            : null;
        if (options is null)
            return null;
        // A Redis that is restarted is connected to again, without end; whether it is there at all the start asks.
        options.AbortOnConnectFail = false;
        options.ReconnectRetryPolicy = new ExponentialRetry(100, 2_000);
        return options;
    }

    private static ConfigurationOptions FromParts(IConfiguration configuration, string host)
    {
        var options = new ConfigurationOptions();
        options.EndPoints.Add(host, configuration.GetValue("REDIS_PORT", DefaultPort));
        if (configuration["REDIS_PASSWORD"] is { Length: > 0 } password)
            options.Password = password;
        return options;
    }

    private static ConfigurationOptions FromText(string text)
    {
        try
        {
            return text.Contains("://", StringComparison.Ordinal)
                ? FromUrl(new Uri(text))
                : ConfigurationOptions.Parse(text);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            // The fault's own text may quote the password.
            throw new StartRefusedException("REDIS_URL must be redis://user:password@host:port/database.");
        }
    }

    private static ConfigurationOptions FromUrl(Uri url)
    {
        if (url.Scheme is not ("redis" or "rediss"))
            throw new FormatException();
        var options = new ConfigurationOptions { Ssl = url.Scheme == "rediss" };
        options.EndPoints.Add(url.Host, url.Port > 0 ? url.Port : DefaultPort);
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            options.User = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            options.Password = Uri.UnescapeDataString(user[1]);
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database)
            options.DefaultDatabase = int.Parse(database, NumberStyles.None, CultureInfo.InvariantCulture);
        return options;
    }
}
