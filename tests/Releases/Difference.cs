namespace Evenhand.Tests.Releases;

/// <summary>Something that is answered otherwise than a release answered it.</summary>
/// <param name="Old">What the release answered; its <see cref="Answer.Says"/> is empty where it said nothing.</param>
/// <param name="New">What is answered now; empty where nothing is said any more.</param>
/// <param name="Fault">The fault that explains it, in words that stand in the changelog.</param>
internal sealed record Difference(Answer Old, string New, string Fault)
{
    public static Difference Parse(string line)
    {
        var parts = line.Split('\t');
        return new Difference(Answer.Parse(line), parts[6], parts[7]);
    }

    /// <summary>What should be answered now: all of what was, but for the differences.</summary>
    public static IReadOnlyList<Answer> Apply(
        IEnumerable<Answer> answers,
        IEnumerable<Difference> differences
    )
    {
        var now = answers.ToList();
        foreach (var each in differences)
        {
            if (!now.Remove(each.Old) && each.Old.Says.Length > 0)
                throw new InvalidOperationException($"the release never said: {each.Old}");
            if (each.New.Length > 0)
                now.Add(each.Old with { Says = each.New });
        }
        return [.. now.Order()];
    }

    /// <summary>What has to be listed so that these answers become those: a draft of lines for the file.</summary>
    public static string Between(IReadOnlyList<Answer> was, IReadOnlyList<Answer> now)
    {
        var (gone, come) = (Without(was, now), Without(now, was));
        var lines = new List<string>();
        foreach (var old in gone)
        {
            var young = come.Find(each => each with { Says = "" } == old with { Says = "" });
            if (young is not null)
                come.Remove(young);
            lines.Add($"{old}\t{young?.Says}\t?");
        }
        lines.AddRange(come.Select(young => $"{young with { Says = "" }}\t{young.Says}\t?"));
        return string.Join('\n', lines);
    }

    private static List<Answer> Without(IReadOnlyList<Answer> all, IReadOnlyList<Answer> those)
    {
        var left = all.ToList();
        foreach (var each in those)
            left.Remove(each);
        return left;
    }
}
