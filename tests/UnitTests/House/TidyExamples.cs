namespace Rahat.UnitTests.House;

/// <summary>
/// Something bad for every rule of <see cref="TidyTests"/>, to see it bite, and something close by that is good.
/// </summary>
public sealed class TidyExamples
{
    [Fact]
    public void A_long_file() => Bites(TidyTests.TooLong, Times(401, "x"), Times(400, "x"));

    [Fact]
    public void A_long_method() => Bites(
        TidyTests.LongMethods,
        $"class A\n{{\n    void B(\n        int c)\n    {{\n{Times(57, "        D();")}    }}\n}}\n",
        $"class A\n{{\n    void B(\n        int c)\n    {{\n{Times(56, "        D();")}    }}\n}}\n");

    [Fact]
    public void A_long_expression() => Bites(
        TidyTests.LongMethods,
        $"class A\n{{\n    int B() => C\n{Times(60, "        + D")}        ;\n}}\n",
        $"class A\n{{\n    int B() => C\n{Times(58, "        + D")}        ;\n\n    int E() => 1;\n}}\n");

    [Fact]
    public void A_long_class_is_not_a_long_method() =>
        Assert.Empty(TidyTests.LongMethods(
            $"class A\n{{\n    class B(\n        int c)\n    {{\n{Times(70, "        int D;")}    }}\n}}\n"));

    [Fact]
    public void A_wide_line() => Bites(TidyTests.WideLines, new string('x', 121), new string('x', 120));

    [Theory]
    [InlineData("// TO_DO: later")]
    [InlineData("// FIX_ME")]
    [InlineData("#regi_on Fields")]
    public void A_leftover(string line) => Bites(TidyTests.Leftovers, line.Replace("_", ""), "// It is done.");

    [Theory]
    [InlineData("    // return value;")]
    [InlineData("    // if (a) {")]
    [InlineData("    //var a = b")]
    [InlineData("    // [Fact]")]
    public void Code_in_a_comment(string line) =>
        Bites(TidyTests.CommentedOut, line, "    // The lease will expire, and then (as said above) the job is free.");

    [Theory]
    [InlineData("a\r\n")]
    [InlineData("a \n")]
    [InlineData("\ta\n")]
    [InlineData("a")]
    [InlineData("a\n\n")]
    public void A_bad_line_end(string text) => Bites(TidyTests.LineEnds, text, "a\n\nb\n");

    [Theory]
    [InlineData("[Fact(Ski_p = \"later\")]")]
    [InlineData("Assert.Ski_p(\"no\");")]
    [InlineData("await Task.Dela_y(100);")]
    [InlineData("Thread.Slee_p(1);")]
    public void A_lazy_test(string line) => Bites(TidyTests.LazyTests, line.Replace("_", ""), "[Fact] query.Skip(3)");

    [Theory]
    [InlineData("VendorManager")]
    [InlineData("StringHelpers")]
    [InlineData("CommonRules")]
    [InlineData("PersonDto")]
    [InlineData("RequestInfo")]
    [InlineData("VendorData")]
    [InlineData("HandlerBase")]
    [InlineData("BusImpl")]
    public void A_name_that_says_nothing(string name) => Bites(TidyTests.EmptyNames, name, "DatabaseFileLock");

    [Fact]
    public void A_note_in_the_root() => Assert.Single(TidyTests.Strangers(["README.md", "artifacts", "PLAN.md"]));

    [Fact]
    public void A_long_document() => Bites(text => TidyTests.LongDocument(text, 80), Times(81, "x"), Times(80, "x"));

    private static void Bites(Func<string, IEnumerable<string>> rule, string bad, string good)
    {
        Assert.Single(rule(bad));
        Assert.Empty(rule(good));
    }

    private static string Times(int count, string line) => string.Concat(Enumerable.Repeat(line + "\n", count));
}
