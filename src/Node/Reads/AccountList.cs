using System.Collections.Concurrent;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Core.Viewing;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Summaries of accounts, for lists. They bring no account into memory and keep none there: of one that is not in memory
/// what was read is remembered until something is appended to it or happens by itself, and nothing else of it is kept.
/// </summary>
internal sealed class AccountList(NodeContext context, AccountDirectory accounts)
{
    /// <summary>Summaries that are remembered; once there are more, all are forgotten.</summary>
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<string, Remembered> known = new(StringComparer.Ordinal);

    /// <summary>An account as it stands now, also one that is set aside; null where there is none.</summary>
    public AccountSummary? Of(string name)
    {
        try
        {
            return (accounts.Holds(name) ? Look(accounts, name) : Recall(name))?.Summary;
        }
        catch (RequestException aside) when (aside.Code == Code.Parked)
        {
            return accounts.Find(name) is { } door ? Aside(door) : null;
        }
    }

    /// <summary>An account that is set aside.</summary>
    public static AccountSummary Aside(Door door) =>
        new(door.Name, null, null, "", "", "", "", "", 0, 0, 0) { Parked = door.Parked };

    /// <summary>The account as it stands, its time passed.</summary>
    public static AccountSummary Of(ServedAccount account, AccountFigures? figures) =>
        new(
            account.Name,
            figures?.Opened,
            figures?.Ended,
            figures?.Policy ?? "",
            figures?.Version ?? "",
            figures?.Currency ?? "",
            figures?.TimeZone ?? "",
            figures?.Plan ?? "",
            figures?.Licensed ?? 0,
            figures?.Restricted ?? 0,
            account.Told.Cases
        )
        {
            Name = figures?.Name ?? "",
            Wallet = figures?.Wallet,
        };

    private Remembered? Recall(string name)
    {
        if (known.TryGetValue(name, out var before) && IsStillSo(before))
            return before;
        // What it takes to read it is thrown away with this directory. What breaks there breaks in the account's own too.
        if (Read(name) is not { } read)
            return null;
        if (known.Count >= Most)
            known.Clear();
        return known[name] = read;
    }

    private Remembered? Read(string name)
    {
        try
        {
            return Look(new AccountDirectory(context), name);
        }
        catch (RequestException aside) when (aside.Code == Code.Parked)
        {
            return Look(accounts, name);
        }
    }

    private Remembered? Look(AccountDirectory directory, string name)
    {
        var now = context.Clock.Now;
        return directory.LookAfter(
            name,
            account => new Remembered(
                Of(account, account.Live?.FiguresAt(now)),
                account.Sequence,
                now,
                account.NextDue,
                context.Rules
            )
        );
    }

    private bool IsStillSo(Remembered before)
    {
        var now = context.Clock.Now;
        return before.Sequence == context.Ledger.SequenceOf(StreamName.Of(before.Summary.Id))
            && before.Rules == context.Rules
            && now >= before.At
            && now < before.Until;
    }

    /// <summary>A summary, and how long it holds.</summary>
    /// <param name="Summary">The summary.</param>
    /// <param name="Sequence">How much of the account's stream it takes account of.</param>
    /// <param name="At">When it was made.</param>
    /// <param name="Until">When something happens to the account by itself.</param>
    /// <param name="Rules">The policies.</param>
    private sealed record Remembered(
        AccountSummary Summary,
        long Sequence,
        Moment At,
        Moment Until,
        Rulebook Rules
    );
}
