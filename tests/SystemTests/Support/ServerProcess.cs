using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

using Rahat.SliceTests.Support;

namespace Rahat.SystemTests.Support;

/// <summary>The built program as a process of its own, on a data folder that outlives it.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    public const string AdminEmail = "admin@rahat.local";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Rahat.Server.dll");

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Everything the process has written, to both outputs.</summary>
    public ConcurrentQueue<string> Output { get; } = [];

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts the platform and waits until it is ready.</summary>
    public static async Task<ServerProcess> Start(string folder, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var server = Launch([$"--urls={address}", $"--DATA_FOLDER={folder}", .. settings], address);
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.Get(() => IsReady(http), ready => ready || server._process.HasExited);
        Assert.False(server._process.HasExited, string.Join('\n', server.Output));
        return server;
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<ServerProcess> Run(params string[] arguments)
    {
        var server = Launch(arguments, new Uri("http://127.0.0.1"));
        await server._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The end that nobody can prepare for.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public Api Anonymous() => new(Address, token: null);

    /// <summary>Signs in by the code that was sent.</summary>
    public async Task<Api> SignIn(string address)
    {
        var before = (await Messages(address)).Count;
        var asked = await Anonymous().Post("/v1/auth/otp", new { address });
        var challenge = asked.Data.GetProperty("challenge").GetString();
        var messages = await Eventually.Get(() => Messages(address), all => all.Count > before);
        var otp = Code().Match(messages[0].GetProperty("body").GetString()!).Value;
        var login = await Anonymous().Post("/v1/auth/login", new { challenge, otp });
        return new Api(Address, login.Data.GetProperty("accessToken").GetString());
    }

    /// <summary>What was sent, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Messages(string? address = null)
    {
        var query = address is null ? "" : $"?address={Uri.EscapeDataString(address)}";
        return [.. (await Anonymous().Get($"/v1/communications/sandbox{query}")).Data.EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    public static partial Regex Code();

    private static ServerProcess Launch(IEnumerable<string> arguments, Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var server = new ServerProcess(new Process { StartInfo = start }, address);
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    private void Keep(string? line)
    {
        if (line is not null)
            Output.Enqueue(line);
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
