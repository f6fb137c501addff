using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Policies;
using Evenhand.Policies.Reading;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Exporting;

/// <summary>What is exported can be replayed elsewhere, and comes to the same.</summary>
public sealed class ExportTests
{
    [Fact]
    public Task A_replay_of_an_export_states_every_ended_cycle_as_it_is_expected_today()
    {
        var seed = Environment.GetEnvironmentVariable("EVENHAND_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"the seed is {seed}");
        return Task.WhenAll(Enumerable.Range(seed, 4).Select(Same));
    }

    [Fact]
    public async Task An_export_of_one_account_has_its_events_and_the_rates()
    {
        await using var served = await ServedNode.At("2026-03-01");
        await served.SendAsync([.. new RandomStream(5).Lines]);
        var lines = served.Node.Export(new AccountId("under-qcontact")).ToArray();
        lines.ShouldAllBe(line =>
            line.Contains("\"subject\":\"under-qcontact\"") || line.Contains("\"fx.published\"")
        );
        lines.Count(line => line.Contains("\"fx.published\"")).ShouldBe(4);
        Statements(lines, served)
            .ShouldBe(served.Expected("under-qcontact").Split('\n', RemoveEmpty));
    }

    [Fact]
    public async Task What_was_not_kept_is_stood_for_by_something_that_counts_the_same()
    {
        await using var served = await ServedNode.At("2026-03-01");
        var texts = new[]
        {
            "",
            "plain",
            new string('a', 161),
            "€" + new string('b', 159),
            "Grüße 😀😀",
            "ж",
            new string('^', 80) + "a",
            new string('ф', 71),
        };
        var story = Story.Under("engagece", plan: "no-plan");
        for (var i = 0; i < texts.Length; i++)
            story.At(
                $"2026-01-0{i + 1}",
                "sms.sent",
                System.Text.Json.JsonSerializer.Serialize(new { text = texts[i] })
            );
        story.At("2026-01-09", "api.called", """{"integration":17}""");
        await served.SendAsync(story);
        var lines = served.Node.Export(null).ToArray();
        string.Concat(lines).ShouldNotContain("plain");
        Statements(lines, served).ShouldBe(served.Expected("acme").Split('\n', RemoveEmpty));
        lines.Length.ShouldBe(story.Lines.Count);
        Replays.Of(lines, null).Rejections.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_policies_go_with_it_those_published_meanwhile_too()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.Node.PublishAsync(Published.Text("engagece", "2030.1", "2030-06-01"));
        var folder = Directory.CreateTempSubdirectory("evenhand-exported-");
        try
        {
            foreach (var file in served.Node.PolicyFiles())
                await File.WriteAllBytesAsync(
                    Path.Combine(folder.FullName, file.Name),
                    file.Bytes,
                    TestContext.Current.CancellationToken
                );
            var problems = new Evenhand.Notation.Problems();
            var shelf = PolicyFolder.Load(folder.FullName, problems);
            problems.InOrder.ShouldBeEmpty();
            shelf!.Names.ShouldBe(Published.Shelf.Names);
            shelf.Versions("engagece").Select(each => each.Version).ShouldContain("2030.1");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private const StringSplitOptions RemoveEmpty = StringSplitOptions.RemoveEmptyEntries;

    private static async Task Same(int seed)
    {
        await using var served = await ServedNode.At("2026-04-20");
        var stream = new RandomStream(seed);
        var lines = stream.Lines.Where(line => !line.Contains("\"gate.asked\"")).ToArray();
        await served.SendAsync(lines);
        var exported = Statements(served.Node.Export(null), served);
        var expected = Published
            .Shelf.Names.SelectMany(name =>
                served.Expected($"under-{name}").Split('\n', RemoveEmpty)
            )
            .ToArray();
        expected.Length.ShouldBeGreaterThan(8);
        exported.ShouldBe(expected, ignoreOrder: true, $"seed {seed}");
    }

    /// <summary>The lines of statements that a replay of lines until now prints.</summary>
    private static string[] Statements(IEnumerable<string> lines, ServedNode served) =>
        [
            .. Said.Json(Replays.Of(lines, served.Now.Instant).Effects.OfType<Statement>())
                .Split('\n', RemoveEmpty),
        ];
}
