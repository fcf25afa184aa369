using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Beneficiaries;
using Rahat.Beneficiaries.Data;
using Rahat.Beneficiaries.Imports;
using Rahat.Runtime.Files;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Beneficiaries;

/// <summary>Whatever is repeated, cut short or done at once, every person is there exactly once.</summary>
public sealed class ImportTwiceTests
{
    private const string Upload = "/v1/beneficiaries/upload-queue";

    [Fact]
    public async Task Two_imports_of_one_file_at_once_register_every_person_once()
    {
        var api = await (await Platform.Shared).Admin();
        var rows = Enumerable.Range(0, 1500).Select(_ => $"{Files.NewPhone()},Ram").Distinct().ToArray();
        var people = rows.Select(row => row.Split(',')[0]).Distinct().Count();
        var forth = string.Join('\n', rows.Prepend("phone,name"));
        var back = string.Join('\n', rows.Reverse().Prepend("phone,name"));

        var started = await Task.WhenAll(
            Files.Start(api, "a.csv", Files.Utf8(forth)),
            Files.Start(api, "b.csv", Files.Utf8(back)),
            Files.Start(api, "c.csv", Files.Utf8(forth)));
        var ended = await Task.WhenAll(started.Select(import => Files.End(api, import)));

        Assert.Equal(people, ended.Sum(import => import.GetProperty("created").GetInt32()));
        foreach (var import in ended)
        {
            Assert.Equal("COMPLETED", import.GetProperty("status").GetString());
            Assert.Equal(0, import.GetProperty("rejected").GetInt32());
            Assert.Equal(
                rows.Length, import.GetProperty("created").GetInt32() + import.GetProperty("duplicates").GetInt32());
        }
    }

    [Fact]
    public async Task The_same_key_gives_the_same_import_and_another_file_under_it_is_refused()
    {
        await using var platform = await Platform.Start();
        var api = await platform.Admin();
        var csv = $"phone\n{Files.NewPhone()}\n";

        var first = await Post(api, csv, "one-upload");
        var second = await Post(api, csv, "one-upload");
        var other = await Post(api, csv + "+9779841000000\n", "one-upload");

        Assert.Equal(first.Data.GetProperty("importId").GetGuid(), second.Data.GetProperty("importId").GetGuid());
        Assert.Equal("Upload in Progress. Data will be listed soon.", second.Data.GetProperty("message").GetString());
        Assert.Equal("idempotency.key_reused", other.Code);
        Files.Counts(await Files.End(api, first.Data.GetProperty("importId").GetGuid()), created: 1);
        await Eventually.Get(
            () => Task.FromResult(Directory.GetFiles(Path.Combine(platform.Folder, "files")).Length),
            files => files == 0);
        Assert.Equal(
            1, (await api.Get("/v1/beneficiaries/imports")).Json.GetProperty("meta").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_killed_import_goes_on_behind_its_last_batch()
    {
        var platform = await Platform.Shared;
        var api = await platform.Admin();
        var phones = Enumerable.Range(0, 1300).Select(_ => Files.NewPhone()).Distinct().ToArray();
        var csv = string.Join('\n', phones.Prepend("phone"));
        var files = platform.Services.GetRequiredService<FileStore>();
        var whole = await Files.Import(api, csv);
        Files.Counts(whole, created: phones.Length);

        // Put back as a kill behind the second batch would have left it: file, cursor and counts, nobody of the third
        // batch.
        var id = whole.GetProperty("id").GetGuid();
        var stored = await files.Save(Files.Utf8(csv), 50_000_000, TestContext.Current.CancellationToken);
        await platform.In<BeneficiariesDb, int>(db => TakeBack(db, id, stored.Id));

        var resumed = await Files.End(api, stored.Id);

        Files.Counts(resumed, created: phones.Length);
        var outcomes = await platform.In<BeneficiariesDb, int[]>(db => db.ImportRows
            .Where(row => row.ImportId == stored.Id).OrderBy(row => row.Id).Select(row => row.Line).ToArrayAsync());
        Assert.Equal(Enumerable.Range(2, phones.Length), outcomes);
    }

    private static async Task<int> TakeBack(BeneficiariesDb db, Guid import, Guid file)
    {
        object[] values = [file, import, 1001];
        await db.BeginWork(CancellationToken.None);
        await db.Execute(
            $$"""
            UPDATE {{db.Table<Import>()}} SET id = {0}, status = 'Running',
            cursor_line = {2}, rows = 1000, created = 1000,
            finished_at = NULL, unmapped_columns = NULL WHERE id = {1}
            """, values, CancellationToken.None);
        (string, string)[] personal =
            [(db.Table<Beneficiary>(), "uuid"), (db.Table<BeneficiaryPii>(), "beneficiary_id")];
        foreach (var (table, column) in personal)
        {
            await db.Execute(
                $"DELETE FROM {table} WHERE {column} IN (SELECT beneficiary_id FROM {db.Table<ImportRow>()} "
                + "WHERE import_id = {1} AND line > {2})", values, CancellationToken.None);
        }
        await db.Execute(
            $"DELETE FROM {db.Table<ImportRow>()} WHERE import_id = {{1}} AND line > {{2}}",
            values,
            CancellationToken.None);
        await db.Execute(
            $"UPDATE {db.Table<ImportRow>()} SET import_id = {{0}} WHERE import_id = {{1}}",
            values,
            CancellationToken.None);
        db.Enqueue(new ImportBeneficiariesJob(file));
        return 0;
    }

    private static Task<Answer> Post(Api api, string csv, string key)
    {
        var form = new MultipartFormDataContent { { new StreamContent(Files.Utf8(csv)), "file", "people.csv" } };
        return api.Send(HttpMethod.Post, Upload, form, key);
    }
}
