using System.Globalization;
using System.Text;
using System.Text.Json;

using Rahat.SliceTests.Support;
using Rahat.SystemTests.Support;

namespace Rahat.SystemTests;

/// <summary>
/// The process is killed in the middle of long work and started again. Every row is there once and every person has
/// their entitlement once, and nobody had to do anything about it.
/// </summary>
public sealed class KillTests
{
    private const int People = 12_000;

    [Theory]
    [MemberData(nameof(Store.Engines), MemberType = typeof(Store))]
    public async Task Killed_while_importing_and_while_disbursing_everybody_is_served_once(string engine)
    {
        await using var store = await Store.On(engine);
        var import = await ImportThroughKills(store);
        var disbursement = await DisburseThroughKills(store, import);

        await using var server = await Start(store);
        var admin = await server.SignIn(ServerProcess.AdminEmail);
        await Done(admin, $"/v1/distribution/disbursements/{disbursement}", "CONFIRMED");
        var invariants = (await admin.Get("/v1/distribution/ledger/invariants")).Data;
        Assert.True(invariants.GetProperty("hold").GetBoolean(), invariants.ToString());
        var paid = await store.Number(
            "SELECT count(*) FROM distribution.accounts WHERE kind = 'Entitled' AND balance = 250");
        Assert.Equal(People, paid);
        Assert.Equal(People, await store.Number("SELECT count(*) FROM distribution.journals WHERE kind = 'Disburse'"));
        Assert.Equal(0, await store.Number("SELECT count(*) FROM distribution.jobs WHERE state IN ('Dead', 'Active')"));
    }

    /// <summary>Imports a file whose import is cut short twice.</summary>
    private static async Task<Guid> ImportThroughKills(Store store)
    {
        Guid import;
        await using (var server = await Start(store))
        {
            var admin = await server.SignIn(ServerProcess.AdminEmail);
            using var file = new MemoryStream(Registrations());
            var started = await admin.Upload("/v1/beneficiaries/upload-queue", "registrations.csv", file);
            import = started.Data.GetProperty("importId").GetGuid();
            await UntilBetween(store, "SELECT count(*) FROM beneficiaries.beneficiaries", 0, People);
            await server.Kill();
        }
        var half = await store.Number("SELECT count(*) FROM beneficiaries.beneficiaries");
        Assert.InRange(half, 1, People - 1);
        await using (var server = await Start(store))
        {
            await UntilBetween(store, "SELECT count(*) FROM beneficiaries.beneficiaries", half, People);
            await server.Kill();
        }
        await using (var server = await Start(store))
        {
            var admin = await server.SignIn(ServerProcess.AdminEmail);
            var done = await Done(admin, $"/v1/beneficiaries/imports/{import}", "COMPLETED");
            Assert.Equal(People, done.GetProperty("created").GetInt32());
            Assert.Equal(0, done.GetProperty("rejected").GetInt32());
            Assert.Equal(0, done.GetProperty("duplicates").GetInt32());
        }
        Assert.Equal(People, await store.Number("SELECT count(*) FROM beneficiaries.beneficiaries"));
        Assert.Equal(
            People,
            await store.Number("SELECT count(DISTINCT phone_index) FROM beneficiaries.beneficiary_pii"));
        return import;
    }

    /// <summary>Starts a disbursement to everybody that was imported and cuts it short.</summary>
    private static async Task<Guid> DisburseThroughKills(Store store, Guid import)
    {
        await using var server = await Start(store);
        var admin = await server.SignIn(ServerProcess.AdminEmail);
        var projectId = Id(await admin.Post("/v1/projects", new { name = "Flood", type = "cva" }), "uuid");
        var token = new { projectId, name = "Voucher", symbol = "RV", decimals = 2 };
        var tokenId = Id(await admin.Post("/v1/distribution/tokens", token), "id");
        _ = (await admin.Post("/v1/distribution/budgets", new { tokenId, amount = "50000" })).Data;
        _ = (await admin.Patch($"/v1/projects/{projectId}/status", new { status = "ACTIVE" })).Data;
        var groupId = Id(await admin.Post("/v1/beneficiaries/groups", new { name = "All", importId = import }), "uuid");
        _ = (await admin.Post($"/v1/beneficiaries/groups/{groupId}/projects", new { projectId })).Data;
        var reservation = new { tokenId, groupId, amountPerBeneficiary = "2.50" };
        var reservationId = Id(await admin.Post("/v1/distribution/reservations", reservation), "id");

        var disbursement = Id(await admin.Post("/v1/distribution/disbursements", new { reservationId }), "id");
        await UntilBetween(store, "SELECT count(*) FROM distribution.journals WHERE kind = 'Disburse'", 0, People);
        await server.Kill();

        var done = await store.Number("SELECT count(*) FROM distribution.journals WHERE kind = 'Disburse'");
        Assert.InRange(done, 1, People - 1);
        return disbursement;
    }

    private static Task<ServerProcess> Start(Store store) =>
        ServerProcess.Start(store.Folder, [.. store.Settings, "--Jobs:LeaseSeconds=2"]);

    private static Task<JsonElement> Done(Api admin, string path, string status) => Eventually.Get(
        async () => (await admin.Get(path)).Data, one => one.GetProperty("status").GetString() == status);

    /// <summary>Waits until the work is under way, and fails when it was over before it could be cut short.</summary>
    private static Task<long> UntilBetween(Store store, string count, long low, long high) =>
        Eventually.Get(
            () => store.Number(count),
            number => number > low && (number < high ? true : throw new TooLateException()));

    private static Guid Id(Answer answer, string name) => answer.Data.GetProperty(name).GetGuid();

    private static byte[] Registrations()
    {
        var file = new StringBuilder("fullName,phoneNumber,gender,age\n");
        for (var person = 0; person < People; person++)
            file.Append(CultureInfo.InvariantCulture, $"Person {person},+97798{person:D8},female,{20 + person % 60}\n");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private sealed class TooLateException()
        : Exception("The work was done before it could be cut short; make it longer.");
}
