using System.Collections.Concurrent;
using System.Text;
using Evenhand.Core;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Core;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Model;

/// <summary>
/// Every combination of the words that say what is included and billed of a meter either is refused with its own reason,
/// or is billed as a model of the words alone bills it, over random lives.
/// </summary>
public sealed class CombinationTests(ITestOutputHelper output)
{
    private const int LivesOfEach = 3;
    private const long ToppedUp = 100_000;

    private static readonly Catalogue Catalogue = Read();

    [Fact]
    [Trait("fault", "L01")]
    [Trait("fault", "L02")]
    [Trait("fault", "L03")]
    [Trait("fault", "L04")]
    [Trait("fault", "L05")]
    [Trait("fault", "L06")]
    [Trait("fault", "L07")]
    [Trait("fault", "L13")]
    public void Every_combination_is_billed_as_its_words_say_or_refused_with_its_reason()
    {
        var (faults, accepted, refused, lives) = (new ConcurrentQueue<string>(), 0, 0, 0);
        var all = Terms.All().ToList();
        Parallel.ForEach(
            all,
            terms =>
            {
                var reasons = terms.Refusals();
                var version = Compiled(terms, out var said);
                if (Difference(reasons, said) is { } difference)
                    faults.Enqueue($"{terms}\n{difference}\n{TermsText.Of(terms)}");
                else if (version is null)
                    Interlocked.Increment(ref refused);
                else
                {
                    Interlocked.Increment(ref accepted);
                    for (var i = 0; i < LivesOfEach; i++)
                        if (Compare(terms, version, terms.Number * LivesOfEach + i) is { } fault)
                            faults.Enqueue(fault);
                    Interlocked.Add(ref lives, LivesOfEach);
                }
            }
        );
        output.WriteLine(
            $"{all.Count} combinations: {accepted} billed over {lives} lives, {refused} refused"
        );
        faults.Take(3).ShouldBeEmpty($"{faults.Count} faults");
        // 4 ways to draw, of whom, 4 counts of licences, 3 of what is free, 3 of a second allowance, 2 of a second charge
        // and 2 of plans; of a stock times 4 values.
        all.Count.ShouldBe(4 * 2 * 4 * 3 * 3 * 2 * 2 * (1 + 4));
        (accepted + refused).ShouldBe(all.Count);
        // Of a flow all but averages in order; of a stock what is the account's, without acts, and not drawn in any way.
        accepted.ShouldBe((4 * 4 - 1) * 2 * 3 * 3 * 2 * 2 + 4 * 2 * 2 * 2 * (2 * 4 - 1));
    }

    /// <summary>Why what the check says is not what it should; null where it is.</summary>
    private static string? Difference(IReadOnlyList<string> reasons, IReadOnlyList<string> said)
    {
        foreach (var reason in reasons)
            if (!said.Any(problem => problem.Contains(reason)))
                return $"nothing says “{reason}”";
        return said.FirstOrDefault(problem => !reasons.Any(problem.Contains));
    }

    private static string? Compare(Terms terms, PolicyVersion version, int seed)
    {
        var life = Life.Random(seed, terms.Good);
        var story = StoryOf(life, new PolicyShelf(Catalogue, [version]));
        var result = story.Told(Happening.Time(life.Bounds[^1]));
        var (expected, actual) = (Expected(terms, life), Actual(terms, result));
        return expected.SequenceEqual(actual)
            ? null
            : $"{terms}, seed {seed}\nexpected\n{string.Join('\n', expected.Except(actual))}\nbut\n{string.Join('\n', actual.Except(expected))}\n{TermsText.Of(terms)}\n{string.Join('\n', story.Lines)}";
    }

    /// <summary>The events of a life.</summary>
    internal static Story StoryOf(Life life, PolicyShelf shelf)
    {
        var story = Story.Under(
            "t",
            life.Currency,
            cycleDay: life.CycleDay,
            opened: Happening.Time(life.Opened),
            shelf: shelf
        );
        story.At(
            Happening.Time(life.Opened),
            "wallet.topped-up",
            $$"""{"amount":"{{ToppedUp}}","currency":"{{life.Currency}}"}"""
        );
        foreach (var each in life.All)
            story.At(Happening.Time(each.Minute), each.Type, each.Data);
        return story;
    }

    /// <summary>A shelf with the policy of some terms.</summary>
    internal static PolicyShelf Shelf(Terms terms)
    {
        var version = Compiled(terms, out var said);
        said.ShouldBeEmpty();
        return new PolicyShelf(Catalogue, [version!]);
    }

    private static List<string> Expected(Terms terms, Life life)
    {
        var said = new List<string>();
        for (var cycle = 0; cycle < Life.Cycles; cycle++)
        {
            var lines = Bill.Of(terms, life, cycle);
            said.AddRange(lines.Select(line => $"{cycle}: {line}"));
            said.Add($"{cycle}: {Bill.Total(life, lines, true)} {Bill.Total(life, lines, false)}");
        }
        if (terms.Notifies)
            said.AddRange(
                Model
                    .Told.Notices(terms, life)
                    .Select(notice => $"{Happening.Time(notice.Minute)} {notice.Percent} %")
            );
        if (terms.Pays)
            said.Add($"wallet {Model.Told.Wallet(terms, life, ToppedUp)}");
        return said;
    }

    private static List<string> Actual(Terms terms, ReplayResult result)
    {
        var said = new List<string>();
        foreach (var (statement, cycle) in result.Statements.Select((each, place) => (each, place)))
        {
            said.AddRange(statement.Lines.Select(line => $"{cycle}: {Printed(line)}"));
            said.Add($"{cycle}: {statement.Due} {statement.Proposed}");
        }
        said.AddRange(
            result.Notices.Select(notice =>
                $"{Runtime(notice.Time)} {notice.Facts["percent"].Value} %"
            )
        );
        if (terms.Pays)
            said.Add($"wallet {result.Wallets.Single().Balance}");
        return said;
    }

    private static string Runtime(Moment at) =>
        Happening.Time((at - Story.Moment("2026-01-01")).Ticks / TimeSpan.TicksPerMinute);

    private static BillLine Printed(Line line) =>
        new(
            line.Clause.Slug,
            line.Quantity.ToString(),
            line.Included.ToString(),
            line.Billable.ToString(),
            line.UnitPrice!.Value.ToString(),
            line.Per.ToString(),
            line.Amount.ToString(),
            line.Status == LineStatus.Due
        );

    private static PolicyVersion? Compiled(Terms terms, out List<string> said)
    {
        var problems = new Problems();
        var bytes = Encoding.UTF8.GetBytes(TermsText.Of(terms));
        var source = SourceText.Decode("t.md", bytes, problems)!;
        var version = PolicyFile
            .Check(DocumentReader.Read(source, problems)!, Catalogue, problems)
            .Version;
        said = [.. problems.InOrder.Select(problem => problem.ToString())];
        return version;
    }

    private static Catalogue Read()
    {
        var problems = new Problems();
        var file = Path.Combine(Tree.Root(), "tests", "Model", CatalogueReader.FileName);
        var catalogue = CatalogueReader.Open(file, problems);
        problems.InOrder.ShouldBeEmpty();
        return catalogue!;
    }
}
