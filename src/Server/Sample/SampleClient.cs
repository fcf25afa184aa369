using System.Net.Http.Headers;
using System.Text.Json;

namespace Rahat.Server.Sample;

/// <summary>The sample programme cannot go on; the message says at which call, without what was sent.</summary>
/// <param name="message">What happened.</param>
internal sealed class SampleFailedException(string message) : Exception(message);

/// <summary>One caller of the platform's front door.</summary>
internal sealed class SampleClient(HttpClient http, string? token = null)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The same platform as a signed-in caller.</summary>
    public SampleClient With(string accessToken) => new(http, accessToken);

    public Task<JsonElement> Get(string path, CancellationToken cancellationToken) =>
        Send(HttpMethod.Get, path, null, null, cancellationToken);

    public Task<JsonElement> Post(string path, object body, string? key, CancellationToken cancellationToken) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body), key, cancellationToken);

    public Task<JsonElement> Patch(string path, object body, string? key, CancellationToken cancellationToken) =>
        Send(HttpMethod.Patch, path, JsonContent.Create(body), key, cancellationToken);

    public async Task<JsonElement> Upload(string path, string file, string key, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent
        {
            { new StreamContent(content), "file", Path.GetFileName(file) },
        };
        return await Send(HttpMethod.Post, path, form, key, cancellationToken);
    }

    /// <summary>What the platform has sent to an address, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Messages(string address, CancellationToken cancellationToken)
    {
        var path = $"/v1/communications/sandbox?address={Uri.EscapeDataString(address)}";
        return [.. (await Get(path, cancellationToken)).EnumerateArray()];
    }

    /// <summary>Asks again until it is so.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> isSo, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Deadline)
        {
            var answer = await ask();
            if (isSo(answer))
                return answer;
            await Task.Delay(Pause, cancellationToken);
        }
        throw new SampleFailedException($"The platform did not get there within {Deadline.TotalMinutes} minutes.");
    }

    private async Task<JsonElement> Send(
        HttpMethod method,
        string path,
        HttpContent? content,
        string? key,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request, cancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellationToken));
        if (response.IsSuccessStatusCode)
            return body.RootElement.GetProperty("data").Clone();
        var code = body.RootElement.GetProperty("meta").GetProperty("code");
        throw new SampleFailedException(
            $"{method} {path.Split('?')[0]} was answered {(int)response.StatusCode} {code}.");
    }
}
