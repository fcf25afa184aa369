using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rahat.SliceTests.Support;

/// <summary>One caller of the platform over HTTP.</summary>
public sealed class Api(Uri address, string? token)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 });

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object? body = null, string? key = null) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body ?? new { }), key);

    public Task<Answer> Patch(string path, object body, string? key = null) =>
        Send(HttpMethod.Patch, path, JsonContent.Create(body), key);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    /// <summary>Posts a multipart form with one file.</summary>
    public Task<Answer> Upload(
        string path,
        string fileName,
        Stream content,
        params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new StreamContent(content), "file", fileName);
        return Send(HttpMethod.Post, path, form);
    }

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, text, response.Content.Headers.ContentType?.MediaType);
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? MediaType)
{
    /// <summary>The whole body.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>What the envelope holds; fails the test when the answer was an error.</summary>
    public JsonElement Data
    {
        get
        {
            Assert.True((int)Status is >= 200 and < 300, $"{(int)Status} {Text}");
            return Json.GetProperty("data");
        }
    }

    /// <summary>The stable code of a refusal; null when it is none.</summary>
    public string? Code => (int)Status < 300 ? null : Json.GetProperty("meta").GetProperty("code").GetString();

    /// <summary>The sentence of a refusal.</summary>
    public string Message => Json.GetProperty("message").GetString()!;

    /// <summary>Fails the test unless this is a refusal with this status and code.</summary>
    public void Refused(HttpStatusCode status, string code)
    {
        Assert.True(Status == status && Code == code, $"expected {(int)status} {code}, got {(int)Status} {Text}");
    }
}
