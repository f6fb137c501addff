using System.Text;
using Evenhand.Core;
using Evenhand.Core.Policy;

namespace Evenhand.Tests.Core.Typical;

/// <summary>Many accounts under one policy that send e-mails, for tests that tell how many each of them sends.</summary>
internal sealed class Crowd(PolicyShelf? shelf = null)
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    /// <summary>An account that sends so many e-mails on a day of January 2026.</summary>
    public Crowd With(
        string account,
        long sends,
        int licensed = 1,
        string zone = "UTC",
        int cycleDay = 1,
        string day = "2026-01-10"
    )
    {
        var data =
            $$"""{ "policy": "engagece", "currency": "USD", "time_zone": "{{zone}}", "cycle_day": {{cycleDay}} }""";
        return Also(
            account,
            story =>
            {
                story.At("2026-01-01", "account.opened", data, $"{account}-opened");
                if (licensed > 0)
                    story.At(
                        "2026-01-01",
                        "seats.set",
                        $$"""{"licensed": {{licensed}}}""",
                        $"{account}-seats"
                    );
                if (sends > 0)
                    Send(story, sends, day);
            }
        );
    }

    /// <summary>So many accounts that send two thousand e-mails for each of their licences.</summary>
    public Crowd Others(int count = 20)
    {
        for (var i = 0; i < count; i++)
            With($"other-{i:00}", 2_000 * (1 + i % 3), 1 + i % 3);
        return this;
    }

    /// <summary>Something more happens to an account.</summary>
    public Crowd Also(string account, Action<Story> happens)
    {
        var story = new Story(shelf) { Account = account };
        happens(story);
        lines.AddRange(story.Lines);
        return this;
    }

    public static Story Send(Story story, long sends, string day) =>
        story.At(
            day,
            "email.sent",
            $$"""{"count": {{sends}}}""",
            $"{story.Account}-sends-{day}-{sends}"
        );

    public ReplayResult Until(string? until) => Replay(lines, until, shelf);

    public static ReplayResult Replay(
        IEnumerable<string> lines,
        string? until,
        PolicyShelf? shelf = null
    ) =>
        StreamReplay.Run(
            shelf ?? Published.Shelf,
            [.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))],
            until is null ? null : Story.Instant(until)
        );
}
