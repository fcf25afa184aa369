using System.Data;
using System.Data.Common;
using System.Text;

using Microsoft.EntityFrameworkCore;

using Rahat.Beneficiaries.Data;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

/// <summary>Who a person is rests sealed, and is told to nobody but who asks for the person.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task No_name_phone_email_or_id_is_readable_in_a_table_a_log_or_a_file()
    {
        await using var platform = await Platform.Start();
        var api = await platform.Admin();
        var (phone, other) = (Files.NewPhone(), Files.NewPhone());
        await api.Post("/v1/beneficiaries", new
        {
            piiData = new
            {
                phone,
                name = "Yudhishthira Probe",
                email = "probe@secret.example",
                governmentId = "GOV-771-PROBE",
            },
            extras = new { mother = "Kunti Probe" },
        });
        var import = await Files.Import(api, $"""
            Phone Number,Name*,Government ID,Household
            {other},Draupadi Probe,GOV-772-PROBE,Pandava Probe
            {other}X,Draupadi Probe,,
            {phone},Draupadi Probe,,
            """);
        Files.Counts(import, created: 1, rejected: 1, duplicates: 1);
        await api.Upload(
            "/v1/beneficiaries/upload-queue", "a.csv", Files.Utf8($"phone\n{phone}\n"), ("mapping", "{\"Probe\":1}"));

        string[] secrets = ["Probe", "PROBE", "secret.example", phone[1..], other[1..], phone[^8..], other[^8..]];
        var found = await platform.In<BeneficiariesDb, List<string>>(db => Scan(db, secrets));
        Assert.Empty(found);
        Assert.Contains(
            "jobs.name", Assert.Single(
                await platform.In<BeneficiariesDb, List<string>>(db => Scan(db, ["import_beneficiaries"]))),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            platform.Logs, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
        var lists = await api.Get("/v1/beneficiaries");
        Assert.Contains("Kunti Probe", lists.Text, StringComparison.Ordinal);
    }

    /// <summary>Every text and every bytes column of every table of the module, the runtime's own among them.</summary>
    private static async Task<List<string>> Scan(BeneficiariesDb db, string[] secrets)
    {
        var found = new List<string>();
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            await connection.OpenAsync();
        var tables = db.Model.GetEntityTypes().Select(type => type.GetSchemaQualifiedTableName()!).Distinct().ToArray();
        Assert.True(tables.Length >= 12);
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
            var quoted = string.Join('.', table.Split('.').Select(part => $"\"{part}\""));
            command.CommandText = $"SELECT * FROM {quoted}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                Look(reader, table, secrets, found);
        }
        return found;
    }

    private static void Look(DbDataReader row, string table, string[] secrets, List<string> found)
    {
        for (var column = 0; column < row.FieldCount; column++)
        {
            var text = row.GetValue(column) switch
            {
                byte[] bytes => Encoding.Latin1.GetString(bytes),
                string plain => plain,
                _ => "",
            };
            if (secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
                found.Add($"{table}.{row.GetName(column)}");
        }
    }
}
