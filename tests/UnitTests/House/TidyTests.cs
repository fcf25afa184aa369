using System.Text.RegularExpressions;

namespace Rahat.UnitTests.House;

/// <summary>
/// What keeps files readable (docs/STYLE.md). A rule takes a file's text and returns breaches; it is run on every file,
/// which must have none, and by <see cref="TidyExamples"/> on something bad, which must have some.
/// </summary>
public sealed partial class TidyTests
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 60;
    private const int MaxColumns = 120;

    private static readonly string[] RootMayHold =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "BannedSymbols.txt", "CHANGELOG.md", "CONTRIBUTING.md",
        "Directory.Build.props", "Directory.Packages.props", "LICENSE", "README.md", "Rahat.slnx", "bench", "bin",
        "deploy", "docs", "eng", "global.json", "samples", "src", "tests",
    ];

    /// <summary>What stands there without being part of the repository.</summary>
    private static readonly string[] NotOurs = [".git", ".idea", ".vs", ".vscode", "artifacts", "data"];

    private static readonly string[] ForbiddenWords =
    [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Misc", "Impl", "Info", "Dto",
        "Response",
    ];

    private static readonly string[] ForbiddenEnds = ["Data", "Base", "ViewModel"];

    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".props", ".slnx", ".json", ".md", ".sh", ".yaml", ".yml", ".editorconfig", ".txt"];

    private static IEnumerable<string> CodeFiles => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Files => RootMayHold
        .Select(entry => Path.Combine(Product.Root, entry))
        .SelectMany(entry => Directory.Exists(entry)
            ? Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories)
            : [entry])
        .Where(File.Exists);

    [Fact]
    public void A_file_is_short() => None(CodeFiles, TooLong);

    [Fact]
    public void A_method_is_short() => None(CodeFiles, LongMethods);

    [Fact]
    public void A_line_fits_the_window() => None(CodeFiles.Concat(Scripts), WideLines);

    [Fact]
    public void Nothing_is_left_over() => None(CodeFiles.Concat(Scripts), Leftovers);

    [Fact]
    public void No_code_is_commented_out() => None(CodeFiles, CommentedOut);

    [Fact]
    public void Lines_end_in_one_way_and_without_blanks() => None(
        Files.Where(file => TextFiles.Contains(Path.GetExtension(file))).Concat(Scripts), LineEnds);

    [Fact]
    public void No_test_is_skipped_and_none_sleeps() => None(
        CodeFiles.Where(file => file.StartsWith(Path.Combine(Product.Root, "tests"), StringComparison.Ordinal)),
        LazyTests);

    [Fact]
    public void A_type_has_a_telling_name() => Assert.Empty(
        Product.Assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => EmptyNames(type.Name)));

    [Fact]
    public void The_root_holds_what_it_may() =>
        Assert.Empty(Strangers(Directory.EnumerateFileSystemEntries(Product.Root).Select(Path.GetFileName)!));

    [Theory]
    [InlineData("README.md", 80)]
    [InlineData("docs/ARCHITECTURE.md", 200)]
    [InlineData("docs/STYLE.md", 150)]
    public void A_document_is_short(string path, int maxLines)
    {
        var file = Path.Combine(Product.Root, path);
        Assert.Empty(File.Exists(file) ? LongDocument(File.ReadAllText(file), maxLines) : []);
    }

    [Fact]
    public void A_decision_is_short() => None(
        Files.Where(file => Path.GetDirectoryName(file) == Path.Combine(Product.Root, "docs", "adr")),
        text => LongDocument(text, 60));

    internal static IEnumerable<string> TooLong(string text) => LongDocument(text, MaxFileLines);

    internal static IEnumerable<string> LongDocument(string text, int maxLines)
    {
        var lines = text.TrimEnd('\n').Split('\n').Length;
        if (lines > maxLines)
            yield return $"{lines} lines, {maxLines} are allowed";
    }

    /// <summary>
    /// Goes by the indentation, which the build enforces: a body begins at a lone brace and ends at the next one in the
    /// same column, an expression at its arrow and ends with the semicolon before an empty line or a closing brace.
    /// </summary>
    internal static IEnumerable<string> LongMethods(string text)
    {
        var lines = text.Split('\n');
        for (var i = 1; i < lines.Length; i++)
        {
            var isBody = lines[i].TrimStart() == "{";
            var isExpression = lines[i].Contains("=>") && !lines[i].EndsWith(';') && IndentOf(lines[i]) is 4 or 8;
            if (!isBody && !isExpression)
                continue;
            var indent = IndentOf(lines[i]);
            var start = i;
            while (isBody && start > 0 && (start == i || IndentOf(lines[start]) > indent))
                start--;
            if (indent == 0 || TypeDeclaration().IsMatch(lines[start]))
                continue;
            var end = isBody
                ? Array.FindIndex(lines, i, line => IndentOf(line) == indent && line.TrimStart().StartsWith('}'))
                : Array.FindIndex(lines, i, line => line == "" || (line.Trim() == "}" && IndentOf(line) < indent)) - 1;
            if (end - start + 1 > MaxMethodLines)
                yield return $"line {start + 1}: {end - start + 1} lines in one member";
        }
    }

    internal static IEnumerable<string> WideLines(string text) => Lines(text, line => line.Length > MaxColumns);

    internal static IEnumerable<string> Leftovers(string text) => Lines(text, line => Leftover().IsMatch(line));

    internal static IEnumerable<string> CommentedOut(string text) => Lines(text, line => CodeInComment().IsMatch(line));

    internal static IEnumerable<string> LineEnds(string text)
    {
        if (text.Contains('\r'))
            yield return "has a carriage return";
        if (text.Length > 0 && (!text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal)))
            yield return "does not end with one line end";
        foreach (var breach in Lines(text, line => line.EndsWith(' ') || line.Contains('\t')))
            yield return breach;
    }

    internal static IEnumerable<string> LazyTests(string text) => Lines(text, line => Lazy().IsMatch(line))
        .Where(_ => !text.Contains("class Eventually"));

    internal static IEnumerable<string> EmptyNames(string name)
    {
        var plain = name.Split('`')[0];
        if (plain.StartsWith('<') || plain.StartsWith("__", StringComparison.Ordinal))
            yield break;
        var words = Word().Matches(plain).Select(word => word.Value).ToArray();
        var endsBadly = ForbiddenEnds.Any(end => plain.EndsWith(end, StringComparison.Ordinal));
        if (endsBadly || words.Intersect(ForbiddenWords).Any())
            yield return $"{name} says nothing";
    }

    internal static IEnumerable<string> Strangers(IEnumerable<string> entries) => entries
        .Except(RootMayHold).Except(NotOurs)
        .Select(entry => $"{entry} does not belong into the root");

    private static IEnumerable<string> Scripts => Files.Where(file =>
        Path.GetDirectoryName(file) is { } folder
            && (folder == Path.Combine(Product.Root, "bin") || folder == Path.Combine(Product.Root, ".ci")));

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;

    private static IEnumerable<string> Lines(string text, Func<string, bool> isBad) =>
        text.Split('\n').Index().Where(line => isBad(line.Item))
            .Select(line => $"line {line.Index + 1}: {line.Item.Trim()}");

    private static void None(IEnumerable<string> files, Func<string, IEnumerable<string>> rule)
    {
        var found = files
            .SelectMany(file => rule(File.ReadAllText(file))
                .Select(breach => $"{Path.GetRelativePath(Product.Root, file)}: {breach}"))
            .ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    // The words are written with a hole, so that this file does not hold them itself.
    [GeneratedRegex("TO[D]O|FIX[M]E|\\bXX[X]\\b|#regi[o]n|#pragma warning disable(?!.*//)")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^\s*//(?!/)\s*(.*[;{}]\s*$|\[\w+.*\]\s*$|(public|private|internal|var|await|using)\s.*[=(<])")]
    private static partial Regex CodeInComment();

    [GeneratedRegex(@"\bSki[p]\s*=|Assert\.Ski[p]|Task\.Dela[y]\(|Thread\.Slee[p]\(")]
    private static partial Regex Lazy();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum|namespace)\b")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
