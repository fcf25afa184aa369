using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using Microsoft.Extensions.DependencyInjection;

using Rahat.Distribution.Data;
using Rahat.Distribution.Ledger;

namespace Rahat.SliceTests.Support;

/// <summary>An active CVA project with a token of two decimals, made by calling the API as its people would.</summary>
public sealed partial class Programme
{
    /// <summary>Counted, not drawn: among thousands of drawn numbers two would be the same one day.</summary>
    private static int _lastPhone = 46_000_000;

    private Programme(Platform platform, Api admin, Guid projectId, Guid tokenId)
    {
        Platform = platform;
        Admin = admin;
        ProjectId = projectId;
        TokenId = tokenId;
    }

    public Platform Platform { get; }

    public Api Admin { get; }

    public Guid ProjectId { get; }

    public Guid TokenId { get; }

    public static async Task<Programme> Given(Platform platform, string budget = "1000.00", bool active = true)
    {
        var admin = await platform.Admin();
        var project = (await admin.Post("/v1/projects", new { name = "Flood", type = "cva" })).Data;
        var projectId = project.GetProperty("uuid").GetGuid();
        var token = new { projectId, name = "Voucher", symbol = "RV", decimals = 2 };
        var tokenId = (await admin.Post("/v1/distribution/tokens", token)).Data.GetProperty("id").GetGuid();
        if (budget != "0")
            _ = (await admin.Post("/v1/distribution/budgets", new { tokenId, amount = budget })).Data;
        if (active)
            _ = (await admin.Patch($"/v1/projects/{projectId}/status", new { status = "ACTIVE" })).Data;
        return new Programme(platform, admin, projectId, tokenId);
    }

    /// <summary>A Nepalese mobile number that nobody else in the tests has.</summary>
    public static string NewPhone() =>
        "+97798" + Interlocked.Increment(ref _lastPhone).ToString(CultureInfo.InvariantCulture);

    public async Task<Person> GivenPerson()
    {
        var phone = NewPhone();
        var body = new { gender = "FEMALE", piiData = new { name = "Asha Karki", phone } };
        var person = (await Admin.Post("/v1/beneficiaries", body)).Data;
        return new Person(person.GetProperty("uuid").GetGuid(), phone);
    }

    public async Task<IReadOnlyList<Person>> GivenPeople(int count)
    {
        var people = new List<Person>();
        for (var number = 0; number < count; number++)
            people.Add(await GivenPerson());
        return people;
    }

    /// <summary>A group of these people, assigned to the project.</summary>
    public async Task<Guid> GivenGroup(params IEnumerable<Person> people)
    {
        var body = new
        {
            name = $"Group {Guid.CreateVersion7()}",
            beneficiaries = people.Select(person => new { uuid = person.Id }),
        };
        var groupId = (await Admin.Post("/v1/beneficiaries/groups", body)).Data.GetProperty("uuid").GetGuid();
        _ = (await Admin.Post($"/v1/beneficiaries/groups/{groupId}/projects", new { projectId = ProjectId })).Data;
        return groupId;
    }

    public Task<Answer> Reserve(Guid groupId, string amount, string cycle = "1", string? key = null) =>
        Admin.Post("/v1/distribution/reservations", new { tokenId = TokenId, groupId, amount, cycle }, key);

    public Task<Answer> Disburse(Guid reservationId) =>
        Admin.Post("/v1/distribution/disbursements", new { reservationId });

    /// <summary>Gives people their entitlement and waits until they have it.</summary>
    public async Task GivenEntitlement(Guid groupId, string amount, string cycle = "1")
    {
        var reservation = (await Reserve(groupId, amount, cycle)).Data.GetProperty("id").GetGuid();
        var disbursement = (await Disburse(reservation)).Data.GetProperty("id").GetGuid();
        await Disbursed(disbursement);
    }

    public Task<JsonElement> Disbursed(Guid disbursementId) => Eventually.Get(
        async () => (await Admin.Get($"/v1/distribution/disbursements/{disbursementId}")).Data,
        one => one.GetProperty("status").GetString() == "CONFIRMED");

    /// <summary>A person with an entitlement in the project.</summary>
    public async Task<Person> GivenEntitledPerson(string amount)
    {
        var person = await GivenPerson();
        await GivenEntitlement(await GivenGroup(person), amount);
        return person;
    }

    /// <summary>A vendor, signed in, and assigned to the project unless said otherwise.</summary>
    public async Task<Till> GivenTill(bool assigned = true)
    {
        var email = $"shop-{Guid.CreateVersion7():N}@example.org";
        var vendor = (await Platform.Anonymous().Post("/v1/vendors", new { name = "Corner shop", email })).Data;
        var id = vendor.GetProperty("uuid").GetGuid();
        if (assigned)
            _ = (await Admin.Post($"/v1/vendors/{id}/projects", new { projectId = ProjectId })).Data;
        return new Till(id, await Platform.SignInWhenKnown(email));
    }

    public Task<Answer> Request(Till shop, Person person, string amount, string? key = null) => shop.Api.Post(
        "/v1/distribution/redemptions", new { projectId = ProjectId, beneficiaryId = person.Id, amount }, key);

    /// <summary>A redemption that waits for its code, and the code.</summary>
    public async Task<(Guid Id, string Code)> GivenRequest(Till shop, Person person, string amount)
    {
        var before = (await CodesSentTo(person)).Count;
        var redemption = (await Request(shop, person, amount)).Data.GetProperty("id").GetGuid();
        return (redemption, await NextCode(person, before));
    }

    /// <summary>The one-time codes a person was sent, newest first.</summary>
    public async Task<IReadOnlyList<string>> CodesSentTo(Person person) =>
        [.. (await Platform.MessagesTo(person.Phone))
            .Select(message => Code().Match(message.GetProperty("body").GetString()!))
            .Where(match => match.Success)
            .Select(match => match.Value)];

    /// <summary>The code that comes when a person has been sent so many.</summary>
    public async Task<string> NextCode(Person person, int before) =>
        (await Eventually.Get(() => CodesSentTo(person), codes => codes.Count > before))[0];

    public static Task<Answer> Confirm(Till shop, Guid redemptionId, string code, string? key = null) =>
        shop.Api.Post($"/v1/distribution/redemptions/{redemptionId}/confirmations", new { code }, key);

    /// <summary>What a person can spend, and what is held of it.</summary>
    public async Task<(string Available, string Held)> BalanceOf(Person person) => Balance(
        await Admin.Get($"/v1/distribution/beneficiaries/{person.Id}/balance?projectId={ProjectId}"));

    public async Task<(string Available, string Held)> BalanceOf(Till shop) => Balance(
        await shop.Api.Get($"/v1/distribution/vendors/{shop.Id}/balance?projectId={ProjectId}"));

    /// <summary>The sums of the project's token, as its dashboard shows them.</summary>
    public async Task<JsonElement> Sums()
    {
        var statistics = (await Admin.Get($"/v1/projects/{ProjectId}/stats")).Data;
        return statistics.EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "TOKENS")
            .GetProperty("data")[0];
    }

    /// <summary>More money than the API lets in at once, entered straight into the books.</summary>
    public async Task GivenMinted(long minorUnits)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DistributionDb>();
        var token = await db.Token(TokenId, TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<LedgerBook>().Post(
            new Entry(token, JournalKind.Mint, db.NewId(), AccountName.Issuance, AccountName.Treasury, minorUnits),
            TestContext.Current.CancellationToken);
        await db.CommitWork(TestContext.Current.CancellationToken);
    }

    /// <summary>Fails the test unless the project's books add up.</summary>
    public async Task BooksAddUp()
    {
        var invariants = (await Admin.Get($"/v1/distribution/ledger/invariants?projectId={ProjectId}")).Data;
        Assert.True(invariants.GetProperty("hold").GetBoolean(), invariants.ToString());
    }

    private static (string Available, string Held) Balance(Answer answer)
    {
        var row = answer.Data[0];
        return (row.GetProperty("available").GetString()!, row.GetProperty("held").GetString()!);
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();
}

/// <summary>A beneficiary.</summary>
public sealed record Person(Guid Id, string Phone);

/// <summary>A vendor who is signed in.</summary>
public sealed record Till(Guid Id, Api Api);
