using System.Globalization;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Node.Accounts;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;

namespace Evenhand.Node;

/// <summary>
/// Reads the events behind a line out of what is stored: the account is folded as for the statement, and the fold says
/// which events touched what the line charges.
/// </summary>
internal sealed class LineReading(NodeContext context, AccountDirectory accounts)
{
    /// <summary>
    /// The events behind the lines of a clause, in the order of arrival, each with what it counted; null where the
    /// statement has no such line. Behind a stated line stand those that it was stated with.
    /// </summary>
    public Page<string>? EventsBehind(
        string id,
        CycleStatement of,
        string clause,
        string? after,
        int limit
    )
    {
        if (of.Statement.Lines.FirstOrDefault(each => each.Clause == clause) is not { } line)
            return null;
        if (accounts.Find(id) is not { } door)
            return null;
        var skip =
            after is null ? -1
            : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                ? last
            : int.MaxValue;
        var watch = new LineWatch(line.Version, clause, of.Statement.From);
        return door.Study(() => Listed(door, of, watch, skip, limit));
    }

    private Page<string> Listed(Door door, CycleStatement of, LineWatch watch, int skip, int limit)
    {
        var (rules, now) = (context.Rules, context.Clock.Now);
        var stored = StoredEvents.Of(context, door.Name, door.Stream);
        var (replay, number) = stored.Fold(
            rules,
            Math.Max(of.Statement.Time, now + 1),
            now + 1,
            context.Rates.Latest(rules),
            Counted(stored, of)
        );
        AccountReplay.Run(replay, number, watch);
        var json = new EventJson(context.Shelf.Catalogue, stored.Sources);
        var items = new List<string>();
        foreach (var records in stored.Batches)
        foreach (var offset in Record.Offsets(records))
        {
            ref readonly var head = ref Record.Head(records, offset);
            if (head.Line > skip && watch.Shares.TryGetValue(head.Line, out var share))
            {
                if (items.Count == limit)
                    return new Page<string>(items, Cursor(skip));
                items.Add(json.Write(records, offset, door.Name, share?.ToString()));
                skip = head.Line;
            }
        }
        return new Page<string>(items, null);
    }

    /// <summary>Which records were counted as the cycle was stated; null for all that are known now.</summary>
    private static Func<RecordHead, bool>? Counted(StoredEvents stored, CycleStatement of) =>
        of is { Sequence: { } sequence, Stated: { } at }
            ? head =>
                head.Line < sequence
                && head.Time <= at
                && (stored.RefiledAt(head) is not { } refiled || refiled >= sequence)
            : null;

    private static string Cursor(int line) => line.ToString(CultureInfo.InvariantCulture);
}
