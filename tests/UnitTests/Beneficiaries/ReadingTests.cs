using System.Text;

using Rahat.Beneficiaries.Imports;
using Rahat.Beneficiaries.Imports.Reading;
using Rahat.Contracts.Beneficiaries;
using Rahat.Runtime.Errors;

namespace Rahat.UnitTests.Beneficiaries;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "1:a|b 2:1|2")]
    [InlineData("a;b\r\n1,5;2\r\n", "1:a|b 2:1,5|2")]
    [InlineData("a\tb\n1\t2", "1:a|b 2:1|2")]
    [InlineData("sep=;\na,b;c\n1;2\n", "1:a,b|c 2:1|2")]
    [InlineData("\"a,;;\",b\n\"x\ny\",\"say \"\"yes\"\"\"\n#2,3\n", "1:a,;;|b 2:x\ny|say \"yes\" 3:#2|3")]
    [InlineData("a,b\n\n1\n", "1:a|b 2: 3:1")]
    public async Task A_csv_is_read_as_a_spreadsheet_shows_it(string csv, string rows)
    {
        Assert.Equal(
            rows, await Show(CsvRows.Read(Stream(csv), isLatin1: false, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_letter_that_is_not_utf8_is_found_in_its_line_however_far_down()
    {
        var good = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("naïve,line\n", 20_000)));
        byte[] bytes = [.. good, 0xE9, (byte)'\n'];

        var refusal = await Assert.ThrowsAsync<Refusal>(
            () => Show(CsvRows.Read(new MemoryStream(bytes), isLatin1: false, TestContext.Current.CancellationToken)));

        Assert.StartsWith("Line 20001 ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", true)]
    [InlineData("@SUM(A1)", true)]
    [InlineData("+cmd|' /C calc'!A0", true)]
    [InlineData("-2+3+cmd|' /C calc'!A0", true)]
    [InlineData("-SUM(A1:A9)", true)]
    [InlineData("+A1", true)]
    [InlineData("-12", false)]
    [InlineData("-12.5", false)]
    [InlineData("+977 984-1234567", false)]
    [InlineData("- none", false)]
    [InlineData("- lives with aunt (2 children) & goat!", false)]
    [InlineData("Ram", false)]
    [InlineData("<script>alert(1)</script>", false)]
    public void What_a_spreadsheet_would_run_is_a_formula(string text, bool isFormula)
    {
        Assert.Equal(isFormula, ValueClass.IsFormula(text));
    }

    [Theory]
    [InlineData("2.54708E+11", "scientific number")]
    [InlineData("254708000000", "number")]
    [InlineData("1990-12-31", "date")]
    [InlineData("#REF!", "spreadsheet error")]
    [InlineData("=A1", "formula")]
    [InlineData("", "empty")]
    [InlineData("Ram", "text")]
    public void A_value_is_told_by_its_kind(string text, string kind) => Assert.Equal(kind, ValueClass.Of(text));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"yes\"", "\"say \"\"yes\"\"\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData(null, "")]
    public void A_cell_of_a_download_cannot_run(string? text, string cell) => Assert.Equal(cell, CsvCell.Of(text));

    [Theory]
    [InlineData("[1]", null, false, ImportDoctype.Json)]
    [InlineData("\ufeff  [1]", null, false, ImportDoctype.Json)]
    [InlineData("[a],b", ImportDoctype.Csv, true, ImportDoctype.Csv)]
    [InlineData("a,b", null, false, ImportDoctype.Csv)]
    [InlineData("PK\u0003\u0004", ImportDoctype.Csv, true, ImportDoctype.Excel)]
    public void A_file_is_recognised_by_what_it_is(
        string content,
        ImportDoctype? told,
        bool isGuess,
        ImportDoctype doctype)
    {
        Assert.Equal(doctype, RowSource.Recognise(Stream(content), told, isGuess));
    }

    [Theory]
    [InlineData("Phone Number*,Name*", "Phone Name")]
    [InlineData(" whatsapp number ,BENEFICIARY NAME", "Phone Name")]
    [InlineData("phone_number,name-first,Last Name", "Phone FirstName LastName")]
    [InlineData("Phone,Phone number,nationalId", "Phone - GovernmentId")]
    [InlineData("Whatsapp Number*,Beneficiary Phone Number", "- Phone")]
    public void Headers_say_what_columns_mean(string headers, string fields)
    {
        var plan = ColumnPlan.For(Header(headers), new Dictionary<string, string>());

        Assert.Equal(fields, string.Join(' ', plan.Columns.Select(column => column.Field?.ToString() ?? "-")));
    }

    [Fact]
    public void Two_columns_of_one_name_are_both_kept()
    {
        var plan = ColumnPlan.For(Header("phone,Child,Child,,referenceId"), new Dictionary<string, string>());

        Assert.Equal(
            ["Child", "Child (2)", "column 4", "referenceId"], plan.Columns.Skip(1).Select(column => column.ExtrasKey));
        Assert.Equal(["Child", "Child"], plan.Unmapped);
    }

    private static SourceRow Header(string headers) =>
        new(1, [.. headers.Split(',').Select(header => new Cell(header))]);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> Show(IAsyncEnumerable<SourceRow> rows)
    {
        var shown = new List<string>();
        await foreach (var row in rows)
            shown.Add($"{row.Line}:{string.Join('|', row.Cells.Select(cell => cell.Text))}");
        return string.Join(' ', shown);
    }
}
