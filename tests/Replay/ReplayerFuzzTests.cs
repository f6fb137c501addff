using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Notation;
using Evenhand.Policies;
using Evenhand.Replay;
using Evenhand.Replay.Output;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Replay;

/// <summary>
/// Feeds mutated streams for a while. EVENHAND_FUZZ_SECONDS makes it longer; EVENHAND_FUZZ_SEED repeats a run, whose
/// seed is printed.
/// </summary>
public sealed class ReplayerFuzzTests(ITestOutputHelper output)
{
    private const int UsualSeconds = 5;

    [Fact]
    public void Whatever_comes_in_every_line_is_accepted_or_rejected_once_and_whole_lines_come_out()
    {
        var seconds = Variable("EVENHAND_FUZZ_SECONDS") ?? UsualSeconds;
        var only = Variable("EVENHAND_FUZZ_SEED");
        var shelf = Shelf();
        var clock = Stopwatch.StartNew();
        var first = only ?? Environment.TickCount;
        var seed = first;
        do
        {
            var stream = new StreamMutator(seed).Make();
            try
            {
                Check(shelf, stream);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(
                    $"EVENHAND_FUZZ_SEED={seed} fails: {error.Message}\n{Encoding.UTF8.GetString(stream)}",
                    error
                );
            }
            seed++;
        } while (only is null && clock.Elapsed.TotalSeconds < seconds);
        output.WriteLine($"{seed - first} streams from seed {first}");
    }

    private static void Check(PolicyShelf shelf, byte[] stream)
    {
        var blank = BlankLines(stream);
        var replayed = Replay(shelf, stream, until: null);
        var rejected = replayed.Rejections.Select(rejection => rejection.Line).ToArray();
        rejected.ShouldBe(rejected.Distinct(), "no line is rejected twice");
        rejected.ShouldAllBe(line => line >= 1 && line <= blank.Length && !blank[line - 1]);

        // Where every event is ignored, only lines that are none are rejected.
        var noEvents = Replay(shelf, stream, until: Moment.Earliest);
        (noEvents.Rejections.Count + replayed.Events + replayed.Repeats).ShouldBe(
            blank.Count(isBlank => !isBlank),
            "every line is an event, a repeat, or rejected"
        );
        WholeLines(replayed);
    }

    private static Replayed Replay(PolicyShelf shelf, byte[] stream, Moment? until)
    {
        var replayer = new Replayer(shelf);
        using var input = new MemoryStream(stream);
        replayer.Read(input, 0);
        return replayer.Fold(until);
    }

    private static void WholeLines(Replayed replayed)
    {
        using var written = new MemoryStream();
        EffectJson.Write(replayed.Effects, written);
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(written.ToArray());
        if (text.Length > 0)
            text.ShouldEndWith("\n");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString().ShouldNotBeNull();
    }

    /// <summary>For each line, whether it is blank.</summary>
    private static bool[] BlankLines(byte[] stream)
    {
        var text = Encoding.Latin1.GetString(stream);
        var lines = text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal)
            ? text[3..].Split('\n')
            : text.Split('\n');
        return [.. lines.Select(line => line.Trim(' ', '\t', '\r').Length == 0)];
    }

    private static PolicyShelf Shelf()
    {
        var problems = new Problems();
        return PolicyFolder.Load(Path.Combine(Tree.Root(), "policies"), problems)
            ?? throw new InvalidOperationException(
                string.Join('\n', problems.InOrder.Select(problem => problem.ToString()))
            );
    }

    private static int? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
