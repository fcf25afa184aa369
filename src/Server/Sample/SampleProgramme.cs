using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rahat.Server.Sample;

/// <summary>
/// A small programme of aid from end to end, through the front door like any client: people imported from spreadsheets,
/// a budget, vouchers, a shop that redeems some, books that add up. Every step carries an idempotency key, so a run
/// that was cut short is simply run again.
/// </summary>
internal sealed partial class SampleProgramme(SampleClient http, string sampleFolder, TextWriter report)
{
    public const string AdministratorEmail = "admin@rahat.local";

    private const string VendorEmail = "shop@sample.rahat.local";
    private const string Budget = "100000.00";
    private const string PerPerson = "45.00";
    private const string Purchase = "12.50";
    private const int Redemptions = 3;

    /// <summary>Runs the programme and tells what came of it.</summary>
    /// <returns>Whether all went as it should, the invariants of the books included.</returns>
    public async Task<bool> Run(CancellationToken cancellationToken)
    {
        var admin = await SignIn(AdministratorEmail, cancellationToken);
        var people = await Import(admin, "registrations-1000.csv", cancellationToken);
        await Import(admin, "rahat-beneficiary-sample.xlsx", cancellationToken);
        await Import(admin, "registrations-mangled-phones-1000.csv", cancellationToken);

        var project = await OpenProject(admin, cancellationToken);
        var group = await admin.Post(
            "/v1/beneficiaries/groups",
            new { name = "Sample registrations", importId = people },
            "sample:group",
            cancellationToken);
        var groupId = group.GetProperty("uuid").GetGuid();
        await admin.Post(
            $"/v1/beneficiaries/groups/{groupId}/projects",
            new { projectId = project.Id },
            "sample:assign",
            cancellationToken);
        Say($"Group of {group.GetProperty("count")} people assigned to the project");

        await HandOut(admin, project.TokenId, groupId, cancellationToken);
        var vendor = await OpenShop(admin, project.Id, cancellationToken);
        await Redeem(admin, vendor, project.Id, cancellationToken);
        return await Sum(admin, project.Id, cancellationToken);
    }

    private async Task<SampleClient> SignIn(string address, CancellationToken cancellationToken)
    {
        var before = (await http.Messages(address, cancellationToken)).Count;
        var challenge = await http.Post("/v1/auth/otp", new { address }, null, cancellationToken);
        var messages = await SampleClient.Until(
            () => http.Messages(address, cancellationToken),
            all => all.Count > before,
            cancellationToken);
        var login = await http.Post(
            "/v1/auth/login",
            new { challenge = challenge.GetProperty("challenge").GetString(), otp = CodeIn(messages[0]) },
            null,
            cancellationToken);
        return http.With(login.GetProperty("accessToken").GetString()!);
    }

    private async Task<Guid> Import(SampleClient admin, string file, CancellationToken cancellationToken)
    {
        var started = await admin.Upload(
            "/v1/beneficiaries/upload-queue",
            Path.Combine(sampleFolder, file),
            $"sample:import:{file}",
            cancellationToken);
        var id = started.GetProperty("importId").GetGuid();
        var import = await SampleClient.Until(
            () => admin.Get($"/v1/beneficiaries/imports/{id}", cancellationToken),
            one => one.GetProperty("status").GetString() is "COMPLETED" or "FAILED",
            cancellationToken);
        Say($"Imported {file}: {import.GetProperty("created")} people registered, "
            + $"{import.GetProperty("rejected")} rows rejected with a reason, "
            + $"{import.GetProperty("duplicates")} duplicates");
        return id;
    }

    private async Task<(Guid Id, Guid TokenId)> OpenProject(SampleClient admin, CancellationToken cancellationToken)
    {
        var project = await admin.Post(
            "/v1/projects",
            new { name = "Sample: flood relief", type = "cva", description = "Vouchers for people hit by the flood" },
            "sample:project",
            cancellationToken);
        var id = project.GetProperty("uuid").GetGuid();
        var token = await admin.Post(
            "/v1/distribution/tokens",
            new { projectId = id, name = "Relief voucher", symbol = "RV", decimals = 2 },
            "sample:token",
            cancellationToken);
        var tokenId = token.GetProperty("id").GetGuid();
        await admin.Post(
            "/v1/distribution/budgets",
            new { tokenId, amount = Budget, reason = "Sample donor" },
            "sample:budget",
            cancellationToken);
        await admin.Patch($"/v1/projects/{id}/status", new { status = "ACTIVE" }, "sample:activate", cancellationToken);
        Say($"Project opened with a budget of {Budget} RV");
        return (id, tokenId);
    }

    private async Task HandOut(SampleClient admin, Guid tokenId, Guid groupId, CancellationToken cancellationToken)
    {
        var reservation = await admin.Post(
            "/v1/distribution/reservations",
            new { tokenId, groupId, amountPerBeneficiary = PerPerson },
            "sample:reservation",
            cancellationToken);
        var started = await admin.Post(
            "/v1/distribution/disbursements",
            new { reservationId = reservation.GetProperty("id").GetGuid() },
            "sample:disbursement",
            cancellationToken);
        var id = started.GetProperty("id").GetGuid();
        var disbursement = await SampleClient.Until(
            () => admin.Get($"/v1/distribution/disbursements/{id}", cancellationToken),
            one => one.GetProperty("status").GetString() == "CONFIRMED",
            cancellationToken);
        Say($"Disbursed {PerPerson} RV each to {disbursement.GetProperty("confirmed")} people");
    }

    private async Task<SampleClient> OpenShop(SampleClient admin, Guid projectId, CancellationToken cancellationToken)
    {
        var vendor = await http.Post(
            "/v1/vendors",
            new { name = "Sample shop", email = VendorEmail },
            "sample:vendor",
            cancellationToken);
        var id = vendor.GetProperty("uuid").GetGuid();
        await admin.Post($"/v1/vendors/{id}/projects", new { projectId }, "sample:vendor-assign", cancellationToken);
        Say("Shop registered and assigned to the project");
        var shop = await SampleClient.Until(
            () => TrySignIn(VendorEmail, cancellationToken),
            client => client is not null,
            cancellationToken);
        return shop ?? throw new SampleFailedException("The shop could not sign in.");
    }

    /// <summary>
    /// A shop's account is made in the background. Until it is there its address gets a challenge like any stranger's,
    /// and no message.
    /// </summary>
    private async Task<SampleClient?> TrySignIn(string address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            return await SignIn(address, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task Redeem(
        SampleClient admin,
        SampleClient vendor,
        Guid projectId,
        CancellationToken cancellationToken)
    {
        var people = await admin.Get(
            $"/v1/beneficiaries?projectId={projectId}&perPage={Redemptions}",
            cancellationToken);
        foreach (var (person, number) in people.EnumerateArray().Select((person, index) => (person, index + 1)))
        {
            var beneficiaryId = person.GetProperty("uuid").GetGuid();
            var phone = person.GetProperty("piiData").GetProperty("phone").GetString()!;
            var redemption = await vendor.Post(
                "/v1/distribution/redemptions",
                new { projectId, beneficiaryId, amount = Purchase },
                $"sample:redemption:{number}",
                cancellationToken);
            var id = redemption.GetProperty("id").GetGuid();
            if (await StatusOf(vendor, id, cancellationToken) != "AUTHORISED")
                continue;
            var messages = await SampleClient.Until(
                () => http.Messages(phone, cancellationToken),
                all => all.Count > 0,
                cancellationToken);
            await vendor.Post(
                $"/v1/distribution/redemptions/{id}/confirmations",
                new { code = CodeIn(messages[0]) },
                null,
                cancellationToken);
        }
        var list = await vendor.Get($"/v1/distribution/redemptions?projectId={projectId}", cancellationToken);
        var captured = list.EnumerateArray().Count(one => one.GetProperty("status").GetString() == "CAPTURED");
        Say($"The shop redeemed {Purchase} RV from each of {captured} people, each with a one-time code");
    }

    private static async Task<string?> StatusOf(SampleClient vendor, Guid id, CancellationToken cancellationToken) =>
        (await vendor.Get($"/v1/distribution/redemptions/{id}", cancellationToken)).GetProperty("status").GetString();

    private async Task<bool> Sum(SampleClient admin, Guid projectId, CancellationToken cancellationToken)
    {
        var statistics = await admin.Get($"/v1/projects/{projectId}/stats", cancellationToken);
        var tokens = statistics.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "TOKENS");
        foreach (var sums in tokens.GetProperty("data").EnumerateArray())
        {
            Say($"Books: minted {sums.GetProperty("minted")}, treasury {sums.GetProperty("treasury")}, "
                + $"with people {sums.GetProperty("entitled")}, held {sums.GetProperty("held")}, "
                + $"with shops {sums.GetProperty("redeemed")} {sums.GetProperty("symbol")}");
        }
        var invariants = await admin.Get("/v1/distribution/ledger/invariants", cancellationToken);
        foreach (var check in invariants.GetProperty("checks").EnumerateArray())
            Say($"  {(check.GetProperty("holds").GetBoolean() ? "holds " : "BROKEN")}  {check.GetProperty("meaning")}");
        return invariants.GetProperty("hold").GetBoolean();
    }

    private static string CodeIn(JsonElement message) => Code().Match(message.GetProperty("body").GetString()!).Value;

    private void Say(string line) => report.WriteLine(line);

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();
}
