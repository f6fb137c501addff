using Evenhand.Core.Time;

namespace Evenhand.Node.Mending;

/// <summary>Gathers events that stand under an account and may belong to another.</summary>
internal sealed class Findings
{
    private readonly Dictionary<
        (string Account, string Belongs, Sign Sign, string Source),
        List<(long Sequence, Moment Time)>
    > found = [];

    /// <summary>All of them, by account and sign; what a stronger sign tells is not told twice.</summary>
    public IReadOnlyList<Misfiled> All
    {
        get
        {
            var told = new HashSet<(string, long)>();
            var all = new List<Misfiled>();
            foreach (
                var (key, events) in found
                    .OrderBy(each => each.Key.Sign)
                    .ThenBy(each => each.Key.Account, StringComparer.Ordinal)
                    .ThenBy(each => each.Key.Belongs, StringComparer.Ordinal)
            )
            {
                events.RemoveAll(one => !told.Add((key.Account, one.Sequence)));
                if (events.Count > 0)
                    all.Add(
                        new Misfiled(
                            key.Account,
                            key.Belongs,
                            key.Sign,
                            key.Source,
                            [.. events.Select(one => one.Sequence).Order()],
                            events.Min(one => one.Time),
                            events.Max(one => one.Time)
                        )
                    );
            }
            return all;
        }
    }

    /// <summary>Adds an event.</summary>
    public void Add(
        string account,
        string belongs,
        Sign sign,
        string source,
        long sequence,
        Moment time
    )
    {
        var key = (account, belongs, sign, source);
        if (!found.TryGetValue(key, out var events))
            found[key] = events = [];
        events.Add((sequence, time));
    }
}
