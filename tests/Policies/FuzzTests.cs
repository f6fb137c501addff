using System.Text;
using System.Text.RegularExpressions;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Examples;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies;

/// <summary>Whatever a file holds, checking it ends with problems, never with an exception, and costs in proportion to its length.</summary>
public sealed partial class FuzzTests(ITestOutputHelper output)
{
    private const int Documents = 400;

    /// <summary>How much longer the longer of two texts is, and how much more memory it may take at most: what grows with the square takes 64 times as much.</summary>
    private const int Longer = 8,
        Dearer = 16;
    private static readonly string[] Slips =
    [
        "0",
        "-1",
        "9999999999999999999999",
        "1e9",
        "99999999 TB",
        "100 %",
        "36500 days",
        "1200 months",
        "none",
        "[]",
        "{}",
        "[[]]",
        "{ a: b }",
        "*x",
        "&x",
        "from plan x",
        "dock",
        "{ not: }",
        "\"",
        "'",
        "|",
        ">",
        "\t",
        "\0",
        "é",
        "\u2028",
        "```",
        "### ",
        "---\n",
        "- ",
        ": ",
        ", ",
        "#",
        "# \"free\"",
    ];

    [Fact]
    public void Mutated_documents_never_throw()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("EVENHAND_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"EVENHAND_SEED={seed}");
        var random = new Random(seed);
        var original = File.ReadAllText(Path.Combine(HarbourFiles.Folder, "harbour.md"));
        var catalogue = File.ReadAllText(
            Path.Combine(HarbourFiles.Folder, CatalogueReader.FileName)
        );
        for (var document = 0; document < Documents; document++)
        {
            Check(Mutated(original, random));
            CatalogueReader.Read(Source(Mutated(catalogue, random)), new Problems());
        }
    }

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("> ", 200_000)]
    [InlineData("*a", 100_000)]
    [InlineData("[a](", 100_000)]
    [InlineData("`", 500_000)]
    [InlineData("### A\n", 50_000)]
    [InlineData("1 ", 400_000)]
    [InlineData("| a ", 100_000)]
    public void Repetition_without_end_costs_in_proportion_to_its_length(string piece, int times)
    {
        var some = CostOf(piece, times / Longer);
        var many = CostOf(piece, times);
        output.WriteLine($"{some:N0} bytes, then {many:N0}");
        many.ShouldBeLessThan(Dearer * some);
    }

    /// <summary>What checking so many pieces takes of memory, in bytes.</summary>
    private static long CostOf(string piece, int times)
    {
        var text = new StringBuilder(HarbourFiles.FrontMatter + "### Dock\n\n").Insert(
            HarbourFiles.FrontMatter.Length + 10,
            piece,
            times
        );
        var checkedText = text.ToString()[..Math.Min(text.Length, SourceText.MaxBytes)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Check(checkedText);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Check(string text)
    {
        var problems = new Problems();
        if (DocumentReader.Read(Source(text), problems) is not { } document)
            return;
        var policy = PolicyFile.Check(document, HarbourFiles.Catalogue, problems);
        ScenarioReader.All(policy.Policy, problems);
    }

    // Half of them keep their form, so that the later passes are reached too.
    private static string Mutated(string text, Random random) =>
        random.Next(2) == 0 ? Torn(text, random) : Reworded(text, random);

    private static string Torn(string text, Random random)
    {
        var torn = new StringBuilder(text);
        for (var slips = random.Next(1, 6); slips > 0; slips--)
        {
            var at = random.Next(torn.Length);
            if (random.Next(3) > 0)
                torn.Remove(at, Math.Min(random.Next(20), torn.Length - at));
            if (random.Next(3) > 0)
                torn.Insert(
                    at,
                    random.Next(4) > 0
                        ? Any(Slips, random)
                        : text.Substring(random.Next(text.Length - 40), 40)
                );
        }
        return torn.ToString();
    }

    private static string Reworded(string text, Random random)
    {
        var words = Word().Matches(text).Select(match => match.Value).ToArray();
        var chosen = Enumerable
            .Range(0, random.Next(1, 4))
            .Select(_ => random.Next(words.Length))
            .ToHashSet();
        var at = 0;
        return Word()
            .Replace(
                text,
                match =>
                    !chosen.Contains(at++) ? match.Value
                    : random.Next(3) > 0 ? Any(words, random)
                    : Any(Slips, random)
            );
    }

    private static string Any(string[] texts, Random random) => texts[random.Next(texts.Length)];

    [GeneratedRegex(@"[\w.-]+")]
    private static partial Regex Word();

    private static SourceText Source(string text) =>
        SourceText.Decode("d.md", Encoding.UTF8.GetBytes(text), new Problems())!;
}
