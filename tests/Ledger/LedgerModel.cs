using Evenhand.Ledger;
using Shouldly;

namespace Evenhand.Tests.Ledger;

/// <summary>A ledger beside lists in memory: both do the same, whatever is appended, by whom, and however often it is opened anew.</summary>
internal sealed class LedgerModel(Func<ILedger> open, int seed)
{
    private static readonly string[] Accounts = ["", "a", "b", "ä", "an account with a long name"];

    private readonly Random dice = new(seed);
    private readonly Dictionary<string, List<(long From, int Count, string Text)>> model =
        Accounts.ToDictionary(account => account, _ => new List<(long, int, string)>());
    private readonly ILedger[] nodes = [open(), open()];

    /// <summary>Does something random so many times and compares after each.</summary>
    public void Hold(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Append(step);
            if (dice.Next(10) == 0)
                nodes[dice.Next(nodes.Length)] = open();
            if (dice.Next(4) == 0)
                Compare(step);
        }
        Compare(steps);
    }

    /// <summary>A few slices, now and then with an expectation that is wrong: then nothing of it may be there.</summary>
    private void Append(int step)
    {
        var node = nodes[dice.Next(nodes.Length)];
        var chosen = Accounts.Where(_ => dice.Next(2) == 0).ToArray();
        if (chosen.Length == 0)
            return;
        var wrong = dice.Next(5) == 0 ? chosen[dice.Next(chosen.Length)] : null;
        var added = new List<(string Account, long From, int Count, string Text)>();
        foreach (var account in chosen)
            added.Add((account, Length(account), dice.Next(1, 4), $"{step} of {account}"));
        var slices = added
            .Select(each =>
                Made.Slice(
                    StreamOf(each.Account),
                    each.From + (each.Account == wrong ? 1 : 0),
                    each.Count,
                    each.Text
                )
            )
            .ToArray();
        var conflicts = node.Append(slices, new(step));
        conflicts.ShouldBe(wrong is null ? [] : [StreamOf(wrong)], Told(step));
        if (wrong is null)
            foreach (var (account, from, count, text) in added)
                model[account].Add((from, count, text));
    }

    private void Compare(int step)
    {
        foreach (var node in nodes)
        {
            node.Refresh();
            foreach (var account in Accounts)
            {
                var (stream, length) = (StreamOf(account), Length(account));
                node.SequenceOf(stream).ShouldBe(length, Told(step));
                var from = dice.NextInt64(length + 1);
                node.Read(stream, from)
                    .Select(slice => (slice.From, slice.Count, Made.Text(slice)))
                    .ShouldBe(
                        model[account].Where(each => each.From + each.Count > from),
                        Told(step)
                    );
            }
        }
    }

    private long Length(string account) => model[account].Sum(each => each.Count);

    private static StreamName StreamOf(string account) => StreamName.OrShared(account);

    private string Told(int step) => $"EVENHAND_SEED={seed}, step {step}";
}
